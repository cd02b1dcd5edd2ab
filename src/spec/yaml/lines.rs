//! Lines of a part of the source, and how a scalar's text was folded out of them.

/// A line: the content that the scalar took from it, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The byte offset of the content.
    pub start: usize,
    /// What is left of the line without indentation and line end.
    pub content: &'a str,
    /// The byte offset of the line end.
    pub end: usize,
}

/// The lines of `part`, which stands at `start`. A line ends in LF, CR LF or CR.
pub fn lines(part: &str, start: usize) -> impl Iterator<Item = Line<'_>> {
    let mut rest = Some((part, start));
    std::iter::from_fn(move || {
        let (text, start) = rest.take()?;
        let Some((content, _)) = text.split_once(['\n', '\r']) else {
            return Some(Line::new(text, start));
        };
        let after = text.get(content.len()..).unwrap_or("");
        let broken = if after.starts_with("\r\n") { 2 } else { 1 };
        let next = start.saturating_add(content.len()).saturating_add(broken);
        rest = after.get(broken..).map(|following| (following, next));
        Some(Line::new(content, start))
    })
}

impl<'a> Line<'a> {
    fn new(content: &'a str, start: usize) -> Self {
        Line {
            start,
            content,
            end: start.saturating_add(content.len()),
        }
    }

    /// Without up to `indent` spaces at its start.
    pub fn without_indent(self, indent: usize) -> Self {
        let spaces = self
            .content
            .bytes()
            .take_while(|byte| *byte == b' ')
            .count();
        let cut = spaces.min(indent);
        Line {
            start: self.start.saturating_add(cut),
            content: self.content.get(cut..).unwrap_or(""),
            end: self.end,
        }
    }

    /// Without blanks before its content.
    pub fn trim_start(self) -> Self {
        let content = self.content.trim_start_matches([' ', '\t']);
        let cut = self.content.len().saturating_sub(content.len());
        Line {
            start: self.start.saturating_add(cut),
            content,
            end: self.end,
        }
    }

    /// Without blanks after its content.
    pub fn trim_end(self) -> Self {
        Line {
            content: self.content.trim_end_matches([' ', '\t']),
            ..self
        }
    }
}

/// Where each part of `text` stands, as the pieces of an excerpt, if `text` is the lines joined:
/// by a space or by as many line ends as stand between them, or one fewer (YAML 1.2.2, section
/// 6.5, line folding). `None` where it is not.
pub fn align<'a>(lines: impl Iterator<Item = Line<'a>>, text: &str) -> Option<Vec<(usize, usize)>> {
    let mut alignment = Alignment {
        text,
        at: 0,
        pieces: Vec::new(),
        breaks: Vec::new(),
    };
    for line in lines {
        if !line.content.is_empty() {
            alignment.join()?;
            alignment.content(line)?;
        }
        alignment.breaks.push(line.end);
    }
    alignment.finish()
}

struct Alignment<'a> {
    text: &'a str,
    /// How much of the text is placed.
    at: usize,
    pieces: Vec<(usize, usize)>,
    /// The line ends since the last content.
    breaks: Vec<usize>,
}

impl Alignment<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Places what joins the content before to the content that follows.
    fn join(&mut self) -> Option<()> {
        let breaks = std::mem::take(&mut self.breaks);
        let joined = leading_line_ends(self.rest());
        let skipped = match (joined, breaks.len()) {
            (0, 0) => return Some(()),
            (0, 1) if self.rest().starts_with(' ') => 0,
            (0, _) => return None,
            (joined, count) => count.checked_sub(joined).filter(|skipped| *skipped <= 1)?,
        };
        self.place(breaks.get(skipped..)?);
        Some(())
    }

    fn content(&mut self, line: Line) -> Option<()> {
        self.rest()
            .starts_with(line.content)
            .then(|| self.pieces.push((self.at, line.start)))?;
        self.at = self.at.checked_add(line.content.len())?;
        Some(())
    }

    /// Places line ends, each one byte of the text.
    fn place(&mut self, breaks: &[usize]) {
        for line_end in breaks {
            self.pieces.push((self.at, *line_end));
            self.at = self.at.saturating_add(1);
        }
    }

    /// Places what follows the last content.
    fn finish(mut self) -> Option<Vec<(usize, usize)>> {
        let tail = self.rest();
        let wanted = if tail == " " {
            1
        } else {
            leading_line_ends(tail)
        };
        let breaks = std::mem::take(&mut self.breaks);
        self.place(breaks.get(..wanted)?);
        (self.at == self.text.len()).then_some(self.pieces)
    }
}

fn leading_line_ends(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'\n').count()
}

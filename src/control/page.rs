//! The files of the page, which are those of `www/`: the build brings them all, by their names.

/// The `content-type` of a file, by the ending of its name.
const CONTENT_TYPES: [(&str, &str); 3] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
];

/// What may be a file of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFile {
    /// Its name in `www/`, to be looked up among those that were brought: it is no path.
    pub name: String,
    /// Its `content-type`.
    pub content_type: &'static str,
}

impl PageFile {
    /// The file that the last segment of a path means; `None` if the page has no such files.
    pub fn of(segment: &str) -> Option<Self> {
        let name = if segment.is_empty() {
            "index.html"
        } else {
            segment
        };
        let (_, ending) = name.rsplit_once('.')?;
        let (_, content_type) = CONTENT_TYPES
            .into_iter()
            .find(|(known, _)| *known == ending)?;
        Some(Self {
            name: name.to_owned(),
            content_type,
        })
    }
}

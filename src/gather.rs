//! Lists and texts out of iterators, by plain loops. The standard library's `collect` is compiled to several
//! functions for each type of iterator, which was 25 kB of wasm, 5 kB compressed.

/// An iterator whose items become a list.
pub(crate) trait Gather: Iterator + Sized {
    /// All items.
    fn gather(self) -> Vec<Self::Item> {
        let mut list = Vec::new();
        for item in self {
            list.push(item);
        }
        list
    }

    /// What is in all items; `None` if one of them is.
    fn gather_some<T>(self) -> Option<Vec<T>>
    where
        Self: Iterator<Item = Option<T>>,
    {
        let mut list = Vec::new();
        for item in self {
            list.push(item?);
        }
        Some(list)
    }

    /// What is in those items that are not `None`.
    fn gather_given<T>(self) -> Vec<T>
    where
        Self: Iterator<Item = Option<T>>,
    {
        let mut list = Vec::new();
        for item in self {
            list.extend(item);
        }
        list
    }

    /// A text of all characters.
    fn gather_text(self) -> String
    where
        Self: Iterator<Item = char>,
    {
        let mut text = String::new();
        for character in self {
            text.push(character);
        }
        text
    }
}

impl<I: Iterator> Gather for I {}

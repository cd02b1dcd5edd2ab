//! The table `webhooks` of the object's SQLite: what is to be sent and the history are one.
//!
//! A row is an entry as JSON, beside it the columns that queries ask for. Rows are numbered in the
//! order of their coming; `wake` is when the alarm must look at a row, null when all is done, and
//! `ended` when that was.

use super::super::limits::{PAGE, ROW};
use super::super::platform;
use crate::gather::Gather as _;
use crate::json::Value;
use crate::webhook::history::Filter;
use crate::webhook::{Entry, State};
use wasm_bindgen::{JsCast, JsValue};
use worker::worker_sys::{DurableObjectState, SqlStorage};
use worker::{console_error, js_sys};

const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS webhooks (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        state TEXT NOT NULL,
        wake INTEGER,
        ended INTEGER,
        entry TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS webhooks_wake ON webhooks (wake) WHERE wake IS NOT NULL;
";

const INDEX: &str = "
    CREATE INDEX IF NOT EXISTS webhooks_ended ON webhooks (ended) WHERE ended IS NOT NULL;
";

/// Makes the table of the first version, which did not know when a row had ended, one of today.
const UPGRADE: &str = "
    ALTER TABLE webhooks ADD COLUMN ended INTEGER;
    UPDATE webhooks SET ended = unixepoch() * 1000 WHERE wake IS NULL;
";

/// What the storage gives, or the exception that it throws.
type Result<T> = std::result::Result<T, JsValue>;

/// A part of the history.
#[derive(Default)]
pub struct Part {
    /// The entries, the newest first.
    pub entries: Vec<Entry>,
    /// Their rows' numbers.
    pub numbers: Vec<u64>,
    /// Whether there are more that were asked for.
    pub more: bool,
}

/// The table.
pub struct Table(SqlStorage);

impl Table {
    /// The table of an object's storage.
    pub fn of(state: &DurableObjectState) -> Result<Table> {
        Ok(Table(state.storage()?.sql()))
    }

    /// Makes the table unless it is there.
    pub fn create(&self) -> Result<()> {
        self.rows(TABLE, &[])?;
        let columns = "SELECT name FROM pragma_table_info('webhooks') WHERE name = 'ended'";
        if self.rows(columns, &[])?.is_empty() {
            self.rows(UPGRADE, &[])?;
        }
        self.rows(INDEX, &[]).map(drop)
    }

    /// Adds an entry and gives its number; one whose id is there already stays as it is.
    pub fn insert(&self, mut entry: Entry) -> Result<Option<u64>> {
        let mut json = entry.to_json().to_text();
        if json.len() > ROW {
            entry.finish(
                State::Failed,
                Some(format!(
                    "it is too large to be stored: {} bytes of at most {ROW}",
                    json.len()
                )),
            );
            json = entry.to_json().to_text();
        }
        let ended = entry.ended_ms();
        let rows = self.rows(
            "INSERT INTO webhooks (id, name, state, wake, ended, entry) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (id) DO NOTHING RETURNING number",
            &[
                entry.delivery.id.into(),
                entry.delivery.name.into(),
                entry.state.name().into(),
                time(entry.wake_ms),
                time(ended),
                json.into(),
            ],
        )?;
        Ok(rows.first().and_then(integer))
    }

    /// Writes an entry back.
    pub fn update(&self, entry: &Entry) -> Result<()> {
        self.rows(
            "UPDATE webhooks SET state = ?, wake = ?, ended = ?, entry = ? WHERE id = ?",
            &[
                entry.state.name().into(),
                time(entry.wake_ms),
                time(entry.ended_ms()),
                entry.to_json().to_text().into(),
                entry.delivery.id.as_str().into(),
            ],
        )
        .map(drop)
    }

    /// The entry of this id.
    pub fn get(&self, id: &str) -> Result<Option<Entry>> {
        let rows = self.rows("SELECT id, entry FROM webhooks WHERE id = ?", &[id.into()])?;
        Ok(self.entries(&rows).pop())
    }

    /// Whether an entry of this id is there.
    pub fn has(&self, id: &str) -> Result<bool> {
        let rows = self.rows("SELECT 1 FROM webhooks WHERE id = ?", &[id.into()])?;
        Ok(!rows.is_empty())
    }

    /// The entries that must be looked at by now, the first due first.
    pub fn due(&self, now_ms: u64, limit: u32) -> Result<Vec<Entry>> {
        let rows = self.rows(
            "SELECT id, entry FROM webhooks WHERE wake <= ? ORDER BY wake LIMIT ?",
            &[time(Some(now_ms)), limit.into()],
        )?;
        Ok(self.entries(&rows))
    }

    /// The entries that must be looked at after a time, up to another.
    pub fn between(&self, after_ms: u64, until_ms: u64) -> Result<Vec<Entry>> {
        let rows = self.rows(
            "SELECT id, entry FROM webhooks WHERE wake > ? AND wake <= ?",
            &[time(Some(after_ms)), time(Some(until_ms))],
        )?;
        Ok(self.entries(&rows))
    }

    /// When the alarm must next look.
    pub fn earliest(&self) -> Result<Option<u64>> {
        let rows = self.rows("SELECT min(wake) FROM webhooks WHERE wake IS NOT NULL", &[])?;
        Ok(rows.first().and_then(integer))
    }

    /// How many entries wait.
    pub fn waiting(&self) -> Result<u64> {
        let rows = self.rows("SELECT count(*) FROM webhooks WHERE wake IS NOT NULL", &[])?;
        Ok(rows.first().and_then(integer).unwrap_or(0))
    }

    /// The entries below a number that a filter asks for: as many as it wants, or fewer if they are
    /// large.
    pub fn page(&self, filter: &Filter, below: u64) -> Result<Part> {
        let mut query = "SELECT id, entry, number FROM webhooks
             WHERE number < ?1 AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR name = ?3)"
            .to_owned();
        let mut asked = vec![
            time(Some(below)),
            text(filter.state.map(State::name)),
            text(filter.name.as_deref()),
        ];
        // Said apart, so that SQLite looks the row up.
        if let Some(id) = filter.id.as_deref() {
            query.push_str(" AND id = ?4");
            asked.push(id.into());
        } else {
            query.push_str(" ORDER BY number DESC");
        }
        self.part(&query, &asked, filter.limit as usize)
    }

    /// The entries of rows `id, entry, number`, up to a limit and to [`PAGE`] bytes.
    fn part(&self, query: &str, asked: &[JsValue], limit: usize) -> Result<Part> {
        let mut part = Part::default();
        let mut bytes = 0;
        for row in self.begin(query, asked)? {
            let row = row?.unchecked_into();
            if part.entries.len() >= limit || bytes > PAGE {
                part.more = true;
                break;
            }
            if let (Some(number), Some(entry)) = (integer_at(&row, 2), self.entry(&row)) {
                bytes += entry.delivery.body.as_ref().map_or(0, String::len);
                part.numbers.push(number);
                part.entries.push(entry);
            }
        }
        Ok(part)
    }

    /// Lets go of what ended before a time, and of what ended first past so many.
    pub fn trim(&self, oldest_ms: u64, most: u32) -> Result<()> {
        let oldest = time(Some(oldest_ms));
        self.rows("DELETE FROM webhooks WHERE ended < ?", &[oldest])?;
        self.rows(
            "DELETE FROM webhooks WHERE number IN (
                SELECT number FROM webhooks WHERE ended IS NOT NULL
                ORDER BY ended DESC, number DESC LIMIT -1 OFFSET ?)",
            &[most.into()],
        )
        .map(drop)
    }

    /// Ends a row that can't be read or written, so that the alarm does not meet it for ever.
    pub fn bury(&self, id: &str) {
        console_error!("webhook {id}: its row can't be used and is left out");
        let buried = self.rows(
            "UPDATE webhooks SET state = 'failed', wake = NULL, ended = unixepoch() * 1000 WHERE id = ?",
            &[id.into()],
        );
        if let Err(error) = buried {
            console_error!("webhook {id}: {}", platform::message(&error));
        }
    }

    /// The entries of rows `id, entry`.
    fn entries(&self, rows: &[js_sys::Array]) -> Vec<Entry> {
        rows.iter().filter_map(|row| self.entry(row)).gather()
    }

    /// The entry of a row `id, entry`; one that can't be read holds up no other.
    fn entry(&self, row: &js_sys::Array) -> Option<Entry> {
        let (id, json) = (row.get(0).as_string()?, row.get(1).as_string()?);
        let entry = Value::parse(&json).ok().as_ref().and_then(Entry::from_json);
        if entry.is_none() {
            self.bury(&id);
        }
        entry
    }

    /// Runs a statement to its end.
    fn rows(&self, query: &str, bindings: &[JsValue]) -> Result<Vec<js_sys::Array>> {
        let mut rows = Vec::new();
        for row in self.begin(query, bindings)? {
            rows.push(row?.unchecked_into());
        }
        Ok(rows)
    }

    /// Begins a statement, and goes through its rows as they are read.
    fn begin(&self, query: &str, bindings: &[JsValue]) -> Result<js_sys::IntoIter> {
        let bindings = bindings.iter().collect();
        Ok(self.0.exec(query, bindings)?.raw().into_iter())
    }
}

/// The latest time of all, in milliseconds: JavaScript's numbers are exact up to the year 287396.
const LATEST: u64 = (1 << 53) - 1;

/// Milliseconds as SQLite's integer.
fn time(ms: Option<u64>) -> JsValue {
    ms.map_or(JsValue::NULL, |ms| JsValue::from_f64(ms.min(LATEST) as f64))
}

fn text(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from_str)
}

/// The number that a row begins with.
fn integer(row: &js_sys::Array) -> Option<u64> {
    integer_at(row, 0)
}

fn integer_at(row: &js_sys::Array, column: u32) -> Option<u64> {
    let number = row.get(column).as_f64();
    number
        .filter(|number| *number >= 0.0)
        .map(|number| number as u64)
}

//! The table `webhooks` of the object's SQLite: what is to be sent and the history are one.
//!
//! A row is an entry as JSON, beside it the columns that queries ask for. Rows are numbered in the
//! order of their coming; `wake` is when the alarm must look at a row, null when all is done.

use super::limits::{FINISHED, ROW};
use super::platform;
use crate::json::Value;
use crate::webhook::history::Filter;
use crate::webhook::{Entry, State};
use worker::{Result, SqlStorage, SqlStorageValue, console_error};

const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS webhooks (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        state TEXT NOT NULL,
        wake INTEGER,
        entry TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS webhooks_wake ON webhooks (wake) WHERE wake IS NOT NULL;
";

/// The table.
pub struct Table(SqlStorage);

impl Table {
    /// The table of an object's storage.
    pub fn of(state: &worker::State) -> Table {
        Table(state.storage().sql())
    }

    /// Makes the table unless it is there.
    pub fn create(&self) -> Result<()> {
        self.0.exec(TABLE, None).map(drop)
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
        let rows = self.rows(
            "INSERT INTO webhooks (id, name, state, wake, entry) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (id) DO NOTHING RETURNING number",
            vec![
                entry.delivery.id.into(),
                entry.delivery.name.into(),
                entry.state.name().into(),
                time(entry.wake_ms),
                json.into(),
            ],
        )?;
        Ok(rows.first().and_then(|row| integer(row.first())))
    }

    /// Writes an entry back.
    pub fn update(&self, entry: &Entry) -> Result<()> {
        self.rows(
            "UPDATE webhooks SET state = ?, wake = ?, entry = ? WHERE id = ?",
            vec![
                entry.state.name().into(),
                time(entry.wake_ms),
                entry.to_json().to_text().into(),
                entry.delivery.id.as_str().into(),
            ],
        )
        .map(drop)
    }

    /// The entry of this id.
    pub fn get(&self, id: &str) -> Result<Option<Entry>> {
        let rows = self.rows(
            "SELECT id, entry FROM webhooks WHERE id = ?",
            vec![id.into()],
        )?;
        Ok(self.entries(rows).pop())
    }

    /// The entries that must be looked at by now, the first due first.
    pub fn due(&self, now_ms: u64, limit: u32) -> Result<Vec<Entry>> {
        let rows = self.rows(
            "SELECT id, entry FROM webhooks WHERE wake <= ? ORDER BY wake LIMIT ?",
            vec![time(Some(now_ms)), i64::from(limit).into()],
        )?;
        Ok(self.entries(rows))
    }

    /// When the alarm must next look.
    pub fn earliest(&self) -> Result<Option<u64>> {
        let rows = self.rows(
            "SELECT min(wake) FROM webhooks WHERE wake IS NOT NULL",
            Vec::new(),
        )?;
        Ok(rows.first().and_then(|row| integer(row.first())))
    }

    /// The entries that a filter asks for, the newest first, and one more if there are more.
    pub fn page(&self, filter: &Filter) -> Result<Vec<Entry>> {
        let rows = self.rows(
            "SELECT id, entry FROM webhooks
             WHERE (?1 IS NULL OR state = ?1) AND (?2 IS NULL OR name = ?2) AND (?3 IS NULL OR id = ?3)
               AND (?4 IS NULL OR number < (SELECT number FROM webhooks WHERE id = ?4))
             ORDER BY number DESC LIMIT ?5",
            vec![
                filter.state.map(State::name).into(),
                filter.name.as_deref().into(),
                filter.id.as_deref().into(),
                filter.after.as_deref().into(),
                i64::from(filter.limit).saturating_add(1).into(),
            ],
        )?;
        Ok(self.entries(rows))
    }

    /// Lets go of the oldest finished entries past those that the history keeps.
    pub fn trim(&self) -> Result<()> {
        self.rows(
            "DELETE FROM webhooks WHERE wake IS NULL AND number <=
             (SELECT number FROM webhooks WHERE wake IS NULL ORDER BY number DESC LIMIT 1 OFFSET ?)",
            vec![i64::from(FINISHED).into()],
        )
        .map(drop)
    }

    /// Ends a row that can't be read or written, so that the alarm does not meet it for ever.
    pub fn bury(&self, id: &str) {
        console_error!("webhook {id}: its row can't be used and is left out");
        let buried = self.rows(
            "UPDATE webhooks SET state = 'failed', wake = NULL WHERE id = ?",
            vec![id.into()],
        );
        if let Err(error) = buried {
            console_error!("webhook {id}: {}", platform::words(&error));
        }
    }

    /// The entries of rows `id, entry`; a row that can't be read holds up no other.
    fn entries(&self, rows: Vec<Vec<SqlStorageValue>>) -> Vec<Entry> {
        let read = |row: Vec<SqlStorageValue>| {
            let [SqlStorageValue::String(id), SqlStorageValue::String(json)] = row.as_slice()
            else {
                return None;
            };
            let entry = Value::parse(json).ok().as_ref().and_then(Entry::from_json);
            if entry.is_none() {
                self.bury(id);
            }
            entry
        };
        rows.into_iter().filter_map(read).collect()
    }

    /// Runs a statement to its end.
    fn rows(
        &self,
        query: &str,
        bindings: Vec<SqlStorageValue>,
    ) -> Result<Vec<Vec<SqlStorageValue>>> {
        self.0.exec(query, bindings)?.raw().collect()
    }
}

/// Milliseconds as SQLite's integer; JavaScript's numbers are exact up to the year 287396.
fn time(ms: Option<u64>) -> SqlStorageValue {
    ms.map(|ms| i64::try_from(ms).unwrap_or(i64::MAX)).into()
}

fn integer(value: Option<&SqlStorageValue>) -> Option<u64> {
    match value {
        Some(SqlStorageValue::Integer(number)) => u64::try_from(*number).ok(),
        _ => None,
    }
}

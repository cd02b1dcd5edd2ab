//! Writes the tables of src/expression/filter/letter_case.rs, from what the compiler's own
//! standard library knows of letters. Its own tables say the same in 25 kB more of wasm.

use std::path::Path;
use std::{env, fs, io};

/// Code points that are changed alike, or are of a kind.
struct Run {
    first: u32,
    last: u32,
    /// The distance between two of them: 1 or 2.
    step: u32,
    shift: i32,
}

impl Run {
    fn of(code: u32, shift: i32) -> Run {
        Run {
            first: code,
            last: code,
            step: 1,
            shift,
        }
    }
}

/// The most code points of a run or a range, for which the packed form has room.
const LONGEST: u32 = 1 << 10;

/// Shifts from here on are places in the text of expansions; no two code points are so far apart.
const EXPANDED: usize = 0x20_0000;

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let folder =
        env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo names no OUT_DIR"))?;
    fs::write(Path::new(&folder).join("letter_case.rs"), tables())
}

fn tables() -> String {
    let mut expansions = String::new();
    let upper = changes(|letter| letter.to_uppercase().collect(), &mut expansions);
    let lower = changes(|letter| letter.to_lowercase().collect(), &mut expansions);
    [
        table("UPPER", "(u32, i32)", upper.iter().map(packed)),
        table("LOWER", "(u32, i32)", lower.iter().map(packed)),
        table("IGNORABLE", "u32", ranges(is_ignorable).iter().map(place)),
        table("CASED", "u32", ranges(is_cased).iter().map(place)),
        format!("const EXPANDED: usize = {EXPANDED};\n"),
        format!("const EXPANSIONS: &str = {expansions:?};\n"),
    ]
    .concat()
}

fn table(name: &str, item: &str, items: impl Iterator<Item = String>) -> String {
    let items: Vec<_> = items.collect();
    let length = items.len();
    format!(
        "static {name}: [{item}; {length}] = [{}];\n",
        items.join(", ")
    )
}

/// Every character. ASCII is in the tables for what a sigma meets, and is changed without them.
fn characters() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

/// Where `change` changes a character; several for one are added to `expansions`.
fn changes(change: impl Fn(char) -> String, expansions: &mut String) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for from in characters().filter(|character| !character.is_ascii()) {
        let to = change(from);
        let mut letters = to.chars();
        let shift = match (letters.next(), letters.next()) {
            (Some(same), None) if same == from => continue,
            (Some(other), None) => other as i32 - from as i32,
            _ => expansion(&to, expansions),
        };
        add(&mut runs, u32::from(from), shift);
    }
    runs
}

/// The shift that stands for a text.
fn expansion(text: &str, expansions: &mut String) -> i32 {
    let shift = EXPANDED + expansions.len();
    expansions.push_str(text);
    expansions.push('\0');
    shift as i32
}

fn add(runs: &mut Vec<Run>, code: u32, shift: i32) {
    let fits = |run: &&mut Run| {
        let step = code - run.last;
        let is_in_step = step == run.step || run.first == run.last && step <= 2;
        run.shift == shift && is_in_step && (code - run.first) / step < LONGEST
    };
    match runs.last_mut().filter(fits) {
        Some(run) => {
            run.step = code - run.last;
            run.last = code;
        }
        None => runs.push(Run::of(code, shift)),
    }
}

/// Where characters are of a kind.
fn ranges(is_of: impl Fn(char) -> bool) -> Vec<Run> {
    let mut runs = Vec::new();
    for character in characters().filter(|character| is_of(*character)) {
        let code = u32::from(character);
        match runs.last_mut() {
            Some(Run { first, last, .. }) if *last + 1 == code && code - *first < LONGEST => {
                *last = code;
            }
            _ => runs.push(Run::of(code, 0)),
        }
    }
    runs
}

/// Whether Unicode's `Case_Ignorable` holds, by its effect on a sigma at the end of a word.
fn is_ignorable(character: char) -> bool {
    let after = |before: &str| format!("{before}{character}Σ").to_lowercase();
    after("A").ends_with('ς') && after("").ends_with('σ')
}

/// Whether Unicode's `Cased` holds of a character that is not ignorable.
fn is_cased(character: char) -> bool {
    format!("{character}Σ").to_lowercase().ends_with('ς')
}

fn packed(run: &Run) -> String {
    format!("({}, {})", place(run), run.shift)
}

/// The first code point, how many follow, and whether each second is left out.
fn place(run: &Run) -> String {
    let more = (run.last - run.first) / run.step;
    (run.first << 11 | more << 1 | (run.step - 1)).to_string()
}

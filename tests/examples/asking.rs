//! A mocks file that is asked, row by row.

use std::fs;
use std::path::Path;

use wasmock::{Chain, Delivery, Engine, Facts, Outcome, Request, Response, Source, Verdict};

/// The text of a file of the checkout.
pub fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(path).expect("the example is there")
}

fn load(file: &str) -> Engine {
    load_text(file, &read(file))
}

/// Loads a text, which must bring no warning.
pub fn load_text(file: &str, text: &str) -> Engine {
    let engine =
        Engine::load(&Source::new(file, text)).unwrap_or_else(|report| panic!("{}", report.draw()));
    assert_eq!(
        engine.warnings().draw(),
        "",
        "{file} loads without a warning"
    );
    engine
}

struct Answer {
    response: Response,
    deliveries: Vec<Delivery>,
}

impl Answer {
    fn body(&self) -> &str {
        self.response.body.as_deref().unwrap_or("")
    }

    /// The names of the webhooks that will be sent.
    fn scheduled(&self) -> Vec<&str> {
        let scheduled = |delivery: &&Delivery| delivery.verdict == Verdict::Scheduled;
        self.deliveries
            .iter()
            .filter(scheduled)
            .map(|delivery| delivery.name.as_str())
            .collect()
    }
}

fn ask(engine: &Engine, method: &str, path: &str, body: &str) -> Answer {
    let request = Request {
        method: method.to_owned(),
        url: format!("http://127.0.0.1:8787{path}"),
        headers: [("host", "127.0.0.1:8787"), ("user-agent", "test")]
            .into_iter()
            .collect(),
        body: body.as_bytes().to_vec(),
    };
    let facts = Facts {
        now_ms: 1_768_500_000_000,
        seed: 7,
        env: &[],
        chain: Chain::default(),
        finding: None,
    };
    match engine.handle(&request, &facts) {
        Outcome::Preflight(response) | Outcome::Unmatched(response) => Answer {
            response,
            deliveries: Vec::new(),
        },
        Outcome::Reply(reply) => Answer {
            response: reply.response,
            deliveries: reply.deliveries,
        },
        Outcome::Check(_) => panic!("no example verifies its requests"),
    }
}

/// `(method, path, body, status, a part of the answer, the webhooks that follow)`
pub type Row<'a> = (&'a str, &'a str, &'a str, u16, &'a str, &'a [&'a str]);

/// Asks of a file what the rows say.
pub fn check(file: &str, rows: &[Row]) {
    check_engine(file, &load(file), rows);
}

/// The same of a file that is loaded.
pub fn check_engine(file: &str, engine: &Engine, rows: &[Row]) {
    for (method, path, body, status, part, webhooks) in rows {
        let answer = ask(engine, method, path, body);
        let told = format!(
            "{file}: {method} {path} {body} answered {} {}",
            answer.response.status,
            answer.body()
        );
        assert_eq!(answer.response.status, *status, "{told}");
        assert!(answer.body().contains(part), "{told}, without {part}");
        assert_eq!(answer.scheduled(), *webhooks, "{told}");
    }
}

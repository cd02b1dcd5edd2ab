//! What loading a file and answering a request cost with 10, 1,000 and 10,000 endpoints.
//!
//! An answer must not cost more the more endpoints there are; the last line says the ratio.
#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "criterion_group! writes an undocumented function; a benchmark says what is wrong by failing"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use wasmock::{Chain, Engine, Facts, Outcome, Request, Source};

const SIZES: [usize; 3] = [10, 1_000, 10_000];
/// What an answer with 10,000 endpoints may cost over one with 10.
const TARGET: f64 = 1.3;

/// Ten endpoints as people write them, of every kind; `$s` is the number of the service.
const SERVICE: &str = r#"
- endpoint: {path: /s$s/items, response: {body: {items: [1, 2, 3]}}}
- endpoint: {path: "/s$s/items/:id|int/part1", response: {body: '{"id": {{path-params.id}}}'}}
- endpoint: {path: "/s$s/items/:id|int/part2", response: {body: '{"id": {{path-params.id}}}'}}
- endpoint: {path: "/s$s/items/:id|int/part3", response: {body: '{"id": {{path-params.id}}}'}}
- endpoint: {path: "/s$s/items/:id|int/part4", response: {body: '{"id": {{path-params.id}}}'}}
- endpoint: {method: POST, path: /s$s/items, if: json-params.amount > 100, response: {status: 201}}
- endpoint: {path: /s$s/files/*rest, response: {body: "{{path-params.rest}}"}}
- endpoint: {path: "/s$s/:a/:b/:c", response: {body: "{{path-params.a}} {{path-params.c}}"}}
- endpoint: {method: DELETE, path: "/s$s/items/:id", response: {status: 204}}
- endpoint:
    path: "/s$s/users/:name"
    response: {body: "hello {{path-params.name}}"}
    webhook: {url: "http://hooks.test/{{path-params.name}}", if: query-params.hook = 1, body: {who: "{{path-params.name}}"}}
"#;

/// A mocks file of so many endpoints.
fn mocks(endpoints: usize) -> String {
    (0..endpoints / 10)
        .map(|service| SERVICE.replace("$s", &service.to_string()))
        .collect()
}

fn engine(endpoints: usize) -> Engine {
    let source = Source::new("mocks.yml", &mocks(endpoints));
    Engine::load(&source)
        .map_err(|report| report.draw())
        .expect("the file loads")
}

/// A request that the last service of the file answers.
fn request(endpoints: usize) -> Request {
    let service = endpoints / 10 - 1;
    Request {
        method: "GET".to_owned(),
        url: format!("http://api.test/s{service}/items/17/part3?page=2"),
        headers: [("host", "api.test"), ("accept", "application/json")]
            .into_iter()
            .collect(),
        body: Vec::new(),
    }
}

fn answer(engine: &Engine, request: &Request) -> Outcome {
    let facts = Facts {
        now_ms: 1_768_500_000_000,
        seed: 7,
        env: &[],
        chain: Chain::default(),
        finding: None,
    };
    engine.handle(black_box(request), &facts)
}

fn load(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    for size in SIZES {
        let source = Source::new("mocks.yml", &mocks(size));
        group.throughput(Throughput::Elements(size as u64));
        group.bench_with_input(
            BenchmarkId::from_parameter(size),
            &source,
            |bencher, source| {
                bencher.iter(|| Engine::load(black_box(source)).is_ok());
            },
        );
    }
    group.finish();
}

fn answers(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("answer");
    for size in SIZES {
        let (engine, request) = (engine(size), request(size));
        assert!(
            matches!(answer(&engine, &request), Outcome::Reply(_)),
            "the endpoint answers"
        );
        group.bench_function(BenchmarkId::from_parameter(size), |bencher| {
            bencher.iter(|| answer(&engine, &request));
        });
    }
    group.finish();
    print_ratio();
}

/// Compares the quickest of many rounds, taken in turns, so that a busy machine harms both alike.
fn print_ratio() {
    let (few, many) = (engine(10), engine(10_000));
    let (ask_few, ask_many) = (request(10), request(10_000));
    let mut best = [Duration::MAX; 2];
    for _ in 0..200 {
        best[0] = best[0].min(round(&few, &ask_few));
        best[1] = best[1].min(round(&many, &ask_many));
    }
    let ratio = best[1].as_secs_f64() / best[0].as_secs_f64();
    let verdict = if ratio < TARGET { "within" } else { "OVER" };
    println!(
        "an answer with 10,000 endpoints costs {ratio:.2} of one with 10 ({verdict} the target of {TARGET})"
    );
}

fn round(engine: &Engine, request: &Request) -> Duration {
    let begin = Instant::now();
    for _ in 0..200 {
        black_box(answer(engine, request));
    }
    begin.elapsed()
}

criterion_group!(benches, load, answers);
criterion_main!(benches);

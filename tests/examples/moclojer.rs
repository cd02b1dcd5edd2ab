//! What moclojer documents.

use super::asking::check;

#[test]
fn moclojer_s_forms_answer() {
    check(
        "examples/moclojer.yml",
        &[
            ("GET", "/greetings/ana", "", 200, "Good morning, ana", &[]),
            (
                "GET",
                "/motd",
                "",
                200,
                "The kettle is on.\nMind the cat.",
                &[],
            ),
            ("GET", "/gardens/kew/beds/4", "", 200, r#""bed": 4"#, &[]),
            (
                "GET",
                "/plants?family=rose&limit=5",
                "",
                200,
                r#""limit": 5"#,
                &[],
            ),
            ("GET", "/plants?limit=five", "", 400, "limit", &[]),
            (
                "POST",
                "/plants",
                r#"{"name": "fern", "tags": ["wet", "green"]}"#,
                201,
                r#""tags": 2"#,
                &[],
            ),
            ("POST", "/plants", r#"{"name": 7}"#, 400, "name", &[]),
            (
                "PUT",
                "/plants/fern",
                r#"{"watered": true}"#,
                200,
                r#""watered": true"#,
                &[],
            ),
            ("DELETE", "/plants/fern", "", 204, "", &[]),
            (
                "GET",
                "/whoami?admin=false",
                "",
                200,
                r#""role": "visitor""#,
                &[],
            ),
            (
                "GET",
                "/tools?shed=3",
                "",
                200,
                r#"{"shed":"3","tools":[{"name":"spade","count":2}"#,
                &[],
            ),
            ("GET", "/weather", "", 404, "", &[]),
            (
                "POST",
                "/deliveries/central",
                r#"{"parcels": 3}"#,
                202,
                "accepted",
                &["/deliveries/:depot"],
            ),
            (
                "POST",
                "/deliveries/other",
                r#"{"parcels": 3}"#,
                202,
                "accepted",
                &[],
            ),
        ],
    );
}

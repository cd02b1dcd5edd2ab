//! The videos, and who subscribed to them.

use super::asking::check;

#[test]
fn the_videos_answer() {
    let created = r#"{"id":"tea","state":"queued"}"#;
    let public = r#"{"state": "public"}"#;
    check(
        "examples/events.yml",
        &[
            (
                "POST",
                "/videos",
                r#"{"title": "Tea"}"#,
                202,
                created,
                &["render", "video-events"],
            ),
            ("POST", "/videos", "{}", 400, "title", &[]),
            (
                "POST",
                "/internal/videos/tea/render",
                "",
                200,
                "rendered",
                &["publish", "video-events"],
            ),
            (
                "POST",
                "/internal/videos/broken/render",
                "",
                503,
                "failed",
                &[],
            ),
            (
                "PUT",
                "/videos/tea",
                public,
                200,
                "public",
                &["video-events", "newsletter"],
            ),
            (
                "PUT",
                "/videos/tea",
                r#"{"state": "hidden"}"#,
                200,
                "hidden",
                &["video-events"],
            ),
        ],
    );
}

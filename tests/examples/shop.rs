//! The shop and its payments.

use super::asking::check;

#[test]
fn the_shop_answers_and_its_payments_call_back() {
    check(
        "examples/shop.yml",
        &[
            ("GET", "/", "", 200, "<h1>A shop</h1>", &[]),
            ("GET", "/products", "", 200, "pot-1", &[]),
            (
                "GET",
                "/products?in-stock=true",
                "",
                200,
                "\"stock\": 12}\n",
                &[],
            ),
            ("GET", "/products/cup-1", "", 200, r#""price":4.50"#, &[]),
            ("GET", "/products/none", "", 404, "there is no none", &[]),
            (
                "POST",
                "/orders",
                r#"{"sku": "cup-1", "quantity": 2}"#,
                201,
                r#""quantity": 2"#,
                &[],
            ),
            (
                "POST",
                "/orders",
                r#"{"sku": "pot-1", "quantity": 1}"#,
                409,
                "out of stock",
                &[],
            ),
            (
                "POST",
                "/orders",
                r#"{"sku": "cup-1", "quantity": 13}"#,
                409,
                r#""asked": 13"#,
                &[],
            ),
            (
                "POST",
                "/orders",
                r#"{"sku": "cup-1"}"#,
                400,
                "quantity",
                &[],
            ),
            (
                "POST",
                "/orders/17/payments",
                r#"{"amount": 9.50, "card": "1"}"#,
                202,
                "pending",
                &["payment-paid"],
            ),
            (
                "POST",
                "/orders/17/payments",
                r#"{"amount": 1000.01, "card": "1"}"#,
                202,
                "pending",
                &["payment-failed"],
            ),
            (
                "POST",
                "/orders/17/payments",
                r#"{"amount": 5, "card": "40 0002", "email": "a@b.c"}"#,
                202,
                "pending",
                &["payment-failed", "receipt"],
            ),
            (
                "POST",
                "/orders/17/payments",
                r#"{"amount": 0, "card": "1"}"#,
                422,
                "more than nothing",
                &[],
            ),
            ("DELETE", "/orders/17", "", 204, "", &[]),
        ],
    );
}

// The mocks of the tests about requests.

/** Endpoints of all sorts. */
export const MOCKS = `
- endpoint: {path: /mocked, response: {body: mocked}}
- endpoint: {path: /mocked, method: POST, response: {body: "{{body}}"}}
- endpoint: {path: /choosy, method: ANY, if: 'query-params.on = 1', response: {body: chosen}}
- endpoint: {path: /slow, latency: 300ms, response: {body: slow}}
- endpoint: {host: api.example.test, path: /far, response: {body: far}}
- endpoint: {path: /moved, response: {status: 302, headers: {location: /mocked}}}
- endpoint: {path: /picture.svg, response: {headers: {content-type: image/svg+xml}, body: '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>'}}
- endpoint: {path: /page, response: {headers: {content-type: text/html}, body: '<title>mocked page</title>'}}
`;

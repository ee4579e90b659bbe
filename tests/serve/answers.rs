//! What is answered to a request.

use crate::client::{get, send};
use crate::site::{Site, options};

const PAGE: &str = "<!doctype html><html><body><h1>Hello</h1></body></html>";

fn small_site() -> Site {
    Site::with(&[
        ("index.html", PAGE),
        ("about/index.html", PAGE),
        ("about/photo.png", "PNG"),
        ("ar/404.html", "<body>غير موجود</body>"),
        ("ar/index.html", PAGE),
        ("404.html", "<body>Not here, sorry</body>"),
        ("café 1/index.html", PAGE),
        ("ten.mp3", "0123456789"),
    ])
}

#[test]
fn a_folder_of_data_answers_with_its_index() {
    let site = Site::with(&[
        ("api/index.json", "{}"),
        ("both/index.json", "{}"),
        ("both/index.html", "page"),
    ]);
    let reply = get(site.address, "/api/");
    let kind = reply.header("content-type");
    assert_eq!(
        (reply.status, kind),
        (200, "application/json; charset=utf-8")
    );
    let both = get(site.address, "/both/");
    assert_eq!(both.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(get(site.address, "/none/").status, 404);
}

#[test]
fn kinds_are_told_by_the_ending() {
    let kinds = [
        ("a.html", "text/html; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.xml", "application/xml; charset=utf-8"),
        ("a.atom", "application/atom+xml; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.txt", "text/plain; charset=utf-8"),
        ("a.csv", "text/csv; charset=utf-8"),
        ("a.ics", "text/calendar; charset=utf-8"),
        ("a.vcf", "text/vcard; charset=utf-8"),
        ("a.webmanifest", "application/manifest+json; charset=utf-8"),
        ("a.woff2", "font/woff2"),
        ("a.PNG", "image/png"),
        ("a.jpeg", "image/jpeg"),
        ("a.avif", "image/avif"),
        ("a.pdf", "application/pdf"),
        ("a.mp3", "audio/mpeg"),
        ("a.mp4", "video/mp4"),
        ("a.strange", "application/octet-stream"),
        ("nothing", "application/octet-stream"),
        ("_headers", "text/plain; charset=utf-8"),
    ];
    let files: Vec<(&str, &str)> = kinds.iter().map(|(name, _)| (*name, "x")).collect();
    let site = Site::with(&files);
    for (name, kind) in kinds {
        let reply = get(site.address, &format!("/{name}"));
        assert_eq!(
            (reply.status, reply.header("content-type")),
            (200, kind),
            "{name}"
        );
        assert_eq!(reply.header("cache-control"), "no-store", "{name}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{name}");
        assert_eq!(reply.header("referrer-policy"), "no-referrer", "{name}");
        assert_eq!(
            reply.header("cross-origin-resource-policy"),
            "same-origin",
            "{name}"
        );
    }
}

#[test]
fn addresses_are_clean() {
    let site = small_site();
    for path in [
        "/",
        "/about/",
        "/about/index.html",
        "/caf%C3%A9%201/",
        "/about/?a=/../b",
    ] {
        let reply = get(site.address, path);
        assert_eq!(reply.status, 200, "{path}");
        assert!(reply.text().contains("Hello"), "{path}");
    }
    for (path, location) in [
        ("/about", "/about/"),
        ("/about?q=1&r=%2F", "/about/?q=1&r=%2F"),
        ("/caf%c3%a9%201", "/caf%C3%A9%201/"),
    ] {
        let reply = get(site.address, path);
        assert_eq!(
            (reply.status, reply.header("location")),
            (308, location),
            "{path}"
        );
    }
}

#[test]
fn nothing_but_outputs_can_be_had() {
    let site = small_site();
    std::fs::write(site.root().join("secret.txt"), "secret").expect("written");
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/about/../../secret.txt",
        "/about/..%5c..%5csecret.txt",
        "/..\\secret.txt",
        "//secret.txt",
        "//evil.example/..",
        "//evil.example",
        "/about//",
        "/./about/",
        "/%00",
        "/about/%00",
        "/about%0d%0aSet-Cookie:%20a=b",
        "/%ff%fe",
        "/%",
        "/%zz",
        "/CON",
        "/aux.html",
        "/about./",
        "/C:/Windows/win.ini",
        "/.waypost/cache/state",
        "/about/photo.png/",
        "/_waypost/",
        "/_waypost/../index.html",
        "/_waypost/nothing",
    ] {
        let reply = get(site.address, path);
        assert_eq!(reply.status, 404, "{path}: {}", reply.text());
        assert!(!reply.text().contains("secret"), "{path}");
        assert_eq!(reply.header("set-cookie"), "", "{path}");
    }
}

#[test]
fn what_is_missing_has_the_sites_own_page() {
    let site = small_site();
    let reply = get(site.address, "/nowhere/");
    assert_eq!(reply.status, 404);
    assert!(reply.text().contains("Not here, sorry"));
    assert!(
        reply.text().contains("/_waypost/preview.js"),
        "it appears when it is made"
    );
    assert!(
        get(site.address, "/ar/nowhere/")
            .text()
            .contains("غير موجود")
    );
    assert!(get(site.address, "/ar").status == 308);
    assert!(
        get(site.address, "/fr/nowhere/")
            .text()
            .contains("Not here, sorry")
    );
    let bare = Site::with(&[]);
    let reply = get(bare.address, "/");
    assert_eq!(reply.status, 404);
    assert!(reply.text().contains("There is no page here"));
    assert!(reply.text().contains("/_waypost/preview.js"));
}

#[test]
fn parts_of_a_file_can_be_asked_for() {
    let site = small_site();
    let part = |range| send(site.address, "GET /ten.mp3", &[("Range", range)]);
    let reply = part("bytes=2-4");
    assert_eq!((reply.status, reply.text().as_str()), (206, "234"));
    assert_eq!(reply.header("content-range"), "bytes 2-4/10");
    assert_eq!(reply.header("content-length"), "3");
    assert_eq!(part("bytes=-2").text(), "89");
    assert_eq!(part("bytes=7-").text(), "789");
    let reply = part("bytes=10-");
    assert_eq!(
        (reply.status, reply.header("content-range")),
        (416, "bytes */10")
    );
    let reply = part("bytes=0-1,4-5");
    assert_eq!((reply.status, reply.text().as_str()), (200, "0123456789"));
    assert_eq!(reply.header("accept-ranges"), "bytes");
    let conditional = [("Range", "bytes=2-4"), ("If-Range", "\"x\"")];
    assert_eq!(send(site.address, "GET /ten.mp3", &conditional).status, 200);
    assert_eq!(
        send(site.address, "GET /", &[("Range", "bytes=0-1")]).status,
        200
    );
}

#[test]
fn heads_are_like_the_whole_without_a_body() {
    let site = small_site();
    for path in [
        "/",
        "/ten.mp3",
        "/about",
        "/nowhere",
        "/_waypost/preview.js",
    ] {
        let whole = get(site.address, path);
        let head = send(site.address, &format!("HEAD {path}"), &[]);
        assert_eq!(head.status, whole.status, "{path}");
        assert_eq!(head.body, b"", "{path}");
        for name in ["content-length", "content-type", "location"] {
            assert_eq!(head.header(name), whole.header(name), "{path} {name}");
        }
    }
    assert_eq!(send(site.address, "HEAD /_waypost/events", &[]).status, 200);
}

#[test]
fn nothing_is_taken_in() {
    let site = small_site();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"] {
        let reply = send(site.address, &format!("{method} /"), &[]);
        assert_eq!(
            (reply.status, reply.header("allow")),
            (405, "GET, HEAD"),
            "{method}"
        );
    }
}

#[test]
fn only_names_of_this_machine_are_answered_to() {
    let site = small_site();
    let port = site.address.port();
    let status = |host: &str| send(site.address, "GET /", &[("Host", host)]).status;
    for host in [
        "localhost",
        "LOCALHOST:9",
        "localhost.",
        "127.0.0.1",
        "[::1]:1111",
        "a.localhost",
    ] {
        assert_eq!(status(host), 200, "{host}");
    }
    assert_eq!(status(&format!("127.0.0.1:{port}")), 200);
    for host in [
        "evil.example",
        "localhost.evil.example",
        "evillocalhost",
        "192.168.1.5",
        "127.0.0.1.evil.example",
        "",
        "evil.example:1111",
    ] {
        assert_eq!(status(host), 421, "{host}");
    }
    let reply = send(
        site.address,
        "GET http://evil.example/",
        &[("Host", "localhost")],
    );
    assert_eq!(reply.status, 421);
    assert!(reply.text().contains("\"evil.example\""));
}

#[test]
fn on_all_addresses_any_address_will_do_but_no_name() {
    let mut options = options();
    options.host = "0.0.0.0".parse().expect("an address");
    options.names = vec!["Preview.Example".to_owned()];
    let site = Site::at("", &[("index.html", PAGE)], options);
    let local = format!("127.0.0.1:{}", site.address.port())
        .parse()
        .expect("an address");
    let status = |host: &str| send(local, "GET /", &[("Host", host)]).status;
    for host in [
        "192.168.1.5:1111",
        "[fe80::1]",
        "localhost",
        "preview.example:443",
    ] {
        assert_eq!(status(host), 200, "{host}");
    }
    assert_eq!(status("evil.example"), 421);
}

#[test]
fn other_sites_may_link_but_not_read() {
    let site = small_site();
    let own = format!("http://{}", site.address);
    let status = |headers: &[(&str, &str)]| send(site.address, "GET /", headers).status;
    assert_eq!(status(&[("Origin", &own)]), 200);
    assert_eq!(
        status(&[
            ("Sec-Fetch-Site", "same-origin"),
            ("Sec-Fetch-Mode", "cors")
        ]),
        200
    );
    assert_eq!(
        status(&[
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Mode", "navigate")
        ]),
        200
    );
    for headers in [
        &[("Origin", "https://evil.example")][..],
        &[("Origin", "null")],
        &[("Origin", "http://localhost:3000")],
        &[
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Mode", "no-cors"),
        ],
        &[("Sec-Fetch-Site", "cross-site")],
        // Another program on another port of this machine.
        &[
            ("Sec-Fetch-Site", "same-site"),
            ("Sec-Fetch-Mode", "no-cors"),
        ],
        // In a frame of another page, a click could be led astray.
        &[
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Mode", "navigate"),
            ("Sec-Fetch-Dest", "iframe"),
        ],
    ] {
        assert_eq!(status(headers), 403, "{headers:?}");
    }
    for path in ["events?path=/", "notes", "notes?path=/", "preview.js"] {
        let line = format!("GET /_waypost/{path}");
        let evil = send(site.address, &line, &[("Origin", "https://evil.example")]);
        assert_eq!(evil.status, 403, "{path}");
        let neighbour = [
            ("Sec-Fetch-Site", "same-site"),
            ("Sec-Fetch-Mode", "no-cors"),
        ];
        assert_eq!(send(site.address, &line, &neighbour).status, 403, "{path}");
    }
}

#[test]
fn pages_get_the_script_before_the_end_of_the_body() {
    let site = Site::with(&[
        (
            "index.html",
            "<body><p>&lt;/body></p><!-- </body> --><p>end</BODY></html>",
        ),
        ("bare.html", "<p>no body tag"),
        ("feed.xml", "<feed></body></feed>"),
    ]);
    let text = get(site.address, "/").text();
    let (before, after) = text
        .split_once("<script src=\"/_waypost/preview.js\" defer")
        .expect("a script");
    assert!(before.ends_with("<p>end"));
    assert!(
        after.contains("data-revision=\"1\" data-seen=\"") && after.ends_with("</BODY></html>")
    );
    assert!(
        get(site.address, "/bare.html")
            .text()
            .starts_with("<p>no body tag<script")
    );
    assert_eq!(
        get(site.address, "/feed.xml").text(),
        "<feed></body></feed>"
    );
    let script = get(site.address, "/_waypost/preview.js");
    assert_eq!(
        script.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    assert!(script.text().contains("new EventSource(url)"));
}

#[test]
fn a_content_security_policy_lets_the_preview_in_and_nothing_else() {
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-x'\">";
    let site = Site::with(&[("index.html", policy)]);
    let text = get(site.address, "/").text();
    let nonce = text
        .split("nonce=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let nonce = nonce.expect("a nonce on the script");
    let widened = format!(
        "content=\"default-src &#39;none&#39;; script-src &#39;sha256-x&#39; &#39;nonce-{nonce}&#39;; \
         connect-src &#39;self&#39;\">"
    );
    assert!(text.contains(&widened), "{text}");
}

#[test]
fn a_site_below_a_path_stays_below_it() {
    let files = [
        ("index.html", PAGE),
        ("about/index.html", PAGE),
        ("404.html", "Not here"),
    ];
    let site = Site::at("/sub", &files, options());
    for path in ["/", "/sub", "/?a"] {
        let reply = get(site.address, path);
        assert_eq!(reply.status, 307, "{path}");
        assert!(reply.header("location").starts_with("/sub/"), "{path}");
    }
    assert_eq!(get(site.address, "/sub/").status, 200);
    assert_eq!(
        get(site.address, "/sub/about").header("location"),
        "/sub/about/"
    );
    assert_eq!(get(site.address, "/sub/about/").status, 200);
    for path in ["/about/", "/subabout/", "/sub//about/"] {
        assert_eq!(get(site.address, path).status, 404, "{path}");
    }
}

#[test]
fn a_broken_page_shows_its_last_good_state_or_what_is_wrong() {
    let site = Site::with(&[
        ("good/index.html", "<body>still good</body>"),
        ("bad/index.html", "BROKEN <b>"),
    ]);
    let reply = get(site.address, "/bad/");
    assert_eq!(reply.status, 500);
    insta::assert_snapshot!("broken_page", body(&reply.text()));
    assert!(
        reply.text().contains("data-errors=\"shown\""),
        "the overlay would say it twice"
    );
    assert!(get(site.address, "/good/").text().contains("still good"));
    site.save("good/index.html", "BROKEN too");
    site.until_there("good/index.html", "BROKEN too");
    let reply = get(site.address, "/good/");
    assert_eq!(reply.status, 200);
    assert!(reply.text().contains("still good") && !reply.text().contains("data-errors"));
}

/// The body of a plain page, without the script, whose token and nonce are never the same.
fn body(page: &str) -> String {
    let body = page.split_once("<body").map_or(page, |(_, body)| body);
    body.split("<script")
        .next()
        .unwrap_or(body)
        .replace("<p", "\n<p")
        .replace("<span class=\"row\"", "\n<span class=\"row\"")
}

#[test]
fn one_slow_page_does_not_hold_up_the_others() {
    let site = Site::with(&[("slow.html", "WAIT"), ("index.html", PAGE)]);
    let address = site.address;
    let slow = std::thread::spawn(move || get(address, "/slow.html").text());
    site.gate.is_waited_at();
    assert_eq!(get(site.address, "/").status, 200);
    site.gate.open();
    assert!(slow.join().expect("answered").starts_with("WAIT"));
}

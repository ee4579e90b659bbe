//! Whatever is planted into a page is found, however it is written, and nothing else is.

use super::loads::Loads;
use crate::base::markup::Tags;
use crate::base::origin::Home;
use proptest::prelude::*;

fn home() -> Home {
    Home::of("https://example.org/").expect("an address")
}

/// The origins that a page loads from, with the kinds.
fn found(html: &str) -> Vec<String> {
    let home = home();
    let mut loads = Loads::new(&home);
    let mut tags = Tags::html(html.as_bytes());
    while let Some(tag) = tags.next_tag() {
        loads.tag(&tag, html.as_bytes());
    }
    for load in &loads.found {
        assert!(html.get(load.value.clone()).is_some() && html.get(load.tag.clone()).is_some());
    }
    let loads = loads.found.into_iter();
    loads
        .map(|load| format!("{:?} {}", load.kind, load.origin))
        .collect()
}

#[test]
fn every_way_to_load_is_known() {
    for (html, expected) in [
        ("<img src=//x.example/a>", "Picture"),
        ("<IMG SRC='HTTPS://X.EXAMPLE/a'>", "Picture"),
        ("<image src=//x.example>", "Picture"),
        (
            "<img srcset=\"a.png 1x, //x.example/b.png, 2x\">",
            "Picture",
        ),
        ("<source srcset='//x.example/a?b,c 2x'>", "Picture"),
        ("<video poster=//x.example></video>", "Picture"),
        ("<video src=\"&#x68;ttps://x.example\">", "Media"),
        (
            "<audio><source src=\"https:&sol;&#47;x.example\"></audio>",
            "Media",
        ),
        ("<track src=//x.example>", "Media"),
        ("<input type=image src=//x.example>", "Picture"),
        ("<script src=\"/\t/x.example/a.js\"></script>", "Script"),
        (
            "<script type=module>import a from 'https://x.example/a.js'</script>",
            "Script",
        ),
        ("<script>fetch(\"https://x.example\")</script>", "Request"),
        (
            "<script>navigator.sendBeacon( '//x.example/b', 1)</script>",
            "Request",
        ),
        (
            "<script>new Image().src='https://x.example/p'</script>",
            "Picture",
        ),
        (
            "<script type=importmap>{\"imports\":{\"a\":\"https://x.example/a\"}}</script>",
            "Script",
        ),
        ("<link rel=stylesheet href=//x.example>", "Style"),
        (
            "<link rel='ALTERNATE Stylesheet' href=//x.example>",
            "Style",
        ),
        (
            "<link rel=preconnect href=https://x.example crossorigin>",
            "Connection",
        ),
        ("<link rel=dns-prefetch href=//x.example>", "Connection"),
        ("<link rel=prefetch href=//x.example>", "Connection"),
        ("<link rel=preload as=font href=//x.example>", "Font"),
        (
            "<link rel=preload as=image imagesrcset='//x.example 1x'>",
            "Picture",
        ),
        ("<link rel='shortcut icon' href=//x.example>", "Picture"),
        ("<link rel=manifest href=//x.example>", "Request"),
        ("<style>@import '//x.example/a.css';</style>", "Style"),
        ("<style>@font-face{src:url(//x.example)}</style>", "Font"),
        ("<p style=\"background:url(\\2f/x.example)\">", "Picture"),
        (
            "<p style=\"background:url(&quot;//x.example&quot;)\">",
            "Picture",
        ),
        ("<iframe src=\\\\x.example></iframe>", "Frame"),
        (
            "<iframe srcdoc=\"<img src=&quot;//x.example&quot;>\"></iframe>",
            "Picture",
        ),
        ("<object data=//x.example></object>", "Frame"),
        ("<embed src=//x.example>", "Frame"),
        ("<form action=//x.example>", "Form"),
        ("<button formaction=//x.example>", "Form"),
        ("<a href=/ ping='/a //x.example'>", "Request"),
        (
            "<meta http-equiv=Refresh content='0; URL=\"//x.example\"'>",
            "Refresh",
        ),
        ("<meta http-equiv=refresh content=5,//x.example>", "Refresh"),
        ("<base href=//x.example>", "Base"),
        ("<body background=//x.example>", "Picture"),
        ("<svg><image xlink:href=//x.example /></svg>", "Picture"),
        ("<svg><use href=//x.example/a.svg#b /></svg>", "Picture"),
        (
            "<svg><rect fill=\"url(//x.example/a.svg#b)\"/></svg>",
            "Picture",
        ),
        ("<svg><style><img src=//x.example></style></svg>", "Picture"),
        (
            "<svg><style>@import &#39;//x.example&#39;</style></svg>",
            "Style",
        ),
        (
            "<svg><set attributeName=href to=//x.example /></svg>",
            "Picture",
        ),
        ("<noscript><img src=//x.example></noscript>", "Picture"),
        ("<template><img src=//x.example></template>", "Picture"),
        ("<p><img\nalt='>'\nsrc\n=\n//x.example\n>", "Picture"),
    ] {
        assert_eq!(
            found(html),
            [format!("{expected} https://x.example")],
            "{html}"
        );
    }
}

#[test]
fn what_is_only_said_or_linked_is_let_be() {
    for html in [
        "<a href=https://x.example>x</a><area href=//x.example>",
        "<link rel=canonical href=https://x.example><link rel='next alternate' href=//x.example>",
        "<!-- <img src=//x.example> --><textarea><img src=//x.example></textarea>",
        "<pre>&lt;img src=//x.example></pre><title><img src=//x.example></title>",
        "<script>// <img src='https://x.example'>\nvar a = \"https://x.example\";</script>",
        "<script type=application/ld+json>{\"url\":\"https://x.example\",\"a\":\"fetch('//x.example')\"}</script>",
        "<style>/* url(//x.example) */ a::after{content:'//x.example'}</style>",
        "<meta property=og:image content=https://x.example><meta name=refresh content='0;url=//x.example'>",
        "<img src=https://example.org/a.png srcset='/a 1x, b 2x'><img src=data:image/png,a alt=//x.example>",
        "<blockquote cite=//x.example><q cite=//x.example></q></blockquote>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"><a href=//x.example>x</a></svg>",
        "<p data-src=//x.example title='<img src=//x.example>'>",
        "<img src=//x.example",
    ] {
        assert!(found(html).is_empty(), "{html}");
    }
}

/// Markup that loads nothing, and after which a tag is a tag.
fn filling() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z &;\"'=/>é-]{0,12}",
        Just("<p class=\"a\">".to_owned()),
        Just("<!-- <img src='//no.example'> -->".to_owned()),
        Just("<!-->".to_owned()),
        Just("<script>a<b; '//no.example'</script>".to_owned()),
        Just("<style>a{}</style>".to_owned()),
        Just("<textarea><img src=//no.example></textarea>".to_owned()),
        Just("<a href=\"https://no.example/\" title='>'>".to_owned()),
        Just("</p title='<'>".to_owned()),
        Just("<svg><title>a</title></svg>".to_owned()),
        Just("<1< ".to_owned()),
        Just("<!doctype html>".to_owned()),
    ]
}

/// An address in one of the ways to write it.
fn disguised() -> impl Strategy<Value = String> {
    let scheme = prop::sample::select(vec![
        "https://",
        "//",
        "\\\\",
        "HTTPS://",
        "/\\",
        "https:\\/",
        "\t//",
        "ht\ntps://",
    ]);
    (scheme, prop::collection::vec(0..4_u8, 20)).prop_map(|(scheme, how)| {
        let address = format!("{scheme}x.example/a");
        let disguise = |(at, c): (usize, char)| match how.get(at) {
            Some(1) => format!("&#{};", u32::from(c)),
            Some(2) => format!("&#x{:X};", u32::from(c)),
            Some(3) => c.to_ascii_uppercase().to_string(),
            _ => c.to_string(),
        };
        address.chars().enumerate().map(disguise).collect()
    })
}

fn planted() -> impl Strategy<Value = String> {
    let shapes = prop::sample::select(vec![
        ("<img alt='' src=\"", "\">"),
        ("<IMG\nSRC='", "'/>"),
        ("<script src=\"", "\"></script>"),
        ("<link rel=stylesheet href='", "'>"),
        ("<iframe src=\"", "\"></iframe>"),
        ("<form action=\"", "\">"),
        ("<video poster='", "'></video>"),
    ]);
    (shapes, disguised()).prop_map(|((before, after), address)| format!("{before}{address}{after}"))
}

proptest! {
    #[test]
    fn planted_loads_are_found_in_any_soup(
        parts in prop::collection::vec((filling(), prop::option::of(planted())), 0..12),
    ) {
        let html: String = parts.iter().flat_map(|(soup, plant)| [soup.as_str(), plant.as_deref().unwrap_or("")]).collect();
        let planted = parts.iter().filter(|(_, plant)| plant.is_some()).count();
        let found = found(&html);
        prop_assert_eq!(found.len(), planted, "{}", html);
        prop_assert!(found.iter().all(|one| one.ends_with("https://x.example")), "{:?}", found);
    }

    #[test]
    fn any_text_is_gone_through(html in "(<(img|style|script|svg|meta|link|p) |</|>|<!--|src=|srcset=|style=|href=|rel=|content=|\"|'|url\\(|//x|&#|,|;| |é){0,30}") {
        found(&html);
    }
}

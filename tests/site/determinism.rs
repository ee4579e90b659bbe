//! The same sources on the same day give the same bytes.

use crate::project::Project;
use rayon::ThreadPoolBuilder;

#[test]
fn threads_and_turns_make_no_difference() {
    let project = Project::example();
    let make = |threads: usize| {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        pool.install(|| project.make())
    };
    let one = make(1);
    for threads in [2, 8] {
        let many = make(threads);
        assert!(one.outputs == many.outputs, "{threads} threads");
        assert_eq!(one.told(), many.told());
    }
}

#[test]
fn a_preview_that_has_seen_edits_shows_what_a_fresh_build_shows() {
    let project = Project::example();
    let mut options = project.options.clone();
    options.skip.push(project.output());
    let mut session = waypost::build::Session::new(project.root(), options);
    session.update().expect("a site");
    let about = std::fs::read_to_string(project.root().join("content/about.md")).expect("a file");
    project.write("content/about.md", about.replacen("title:", "title: X", 1));
    project.write(
        "content/articles/extra.md",
        "---\ntitle: Extra\ndate: 2026-01-01\n---\n[x](../about.md)\n",
    );
    session.update().expect("a site");
    project.remove("content/articles/extra.md");
    project.write("content/about.md", about);
    let last = session.update().expect("a site");
    let fresh = project.make();
    for (at, planned) in last.plan.iter().enumerate() {
        if let Some(bytes) = last.bytes(at) {
            assert_eq!(
                fresh.outputs[planned.path.as_str()][..],
                bytes[..],
                "{}",
                planned.path
            );
        }
    }
    assert_eq!(last.plan.len(), fresh.revision.plan.len());
}

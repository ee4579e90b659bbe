//! Tells the terminal what is wrong, beside the open tabs and after them: nobody waits there for a line.

use super::ServeOptions;
use super::http::Server;
use std::sync::Arc;
use std::time::Duration;

/// How long a revision must have stood: then the pages that somebody looks at have been made, and what
/// is half saved has been saved.
const REST: Duration = Duration::from_millis(300);

/// Tells the errors of each revision that lasts. If a page is open these are all, since they are worked
/// out for its overlay anyway; else those that are known without making pages that nobody looks at.
pub(super) async fn speak(server: Arc<Server>, options: &ServeOptions) {
    let mut live = server.live.clone();
    loop {
        let now = live.borrow_and_update().clone();
        tokio::select! {
            () = tokio::time::sleep(REST) => {}
            newer = live.changed() => match newer {
                Ok(()) => continue,
                Err(_) => return,
            },
        }
        let (is_watched, tell) = (server.has_tabs(), Arc::clone(&options.errors));
        let told = tokio::task::spawn_blocking(move || {
            let errors = match is_watched {
                true => now.errors(&[]),
                false => now.known_errors(),
            };
            tell(&errors, now.revision.as_ref());
        });
        if told.await.is_err() || live.changed().await.is_err() {
            return;
        }
    }
}

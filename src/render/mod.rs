//! Floor 6: templates. The only floor beside `facts::Tracked` that knows Tera. It reads the site
//! through `facts` alone.

mod advice;
mod body;
mod embedded;
mod engine;
mod errors;
mod filters;
mod functions;
mod loading;
mod page;
mod recursion;
mod square;

pub use body::feed_html;
pub use engine::{Engine, Idle, TemplateSource};
pub use page::{Rendered, render_page};

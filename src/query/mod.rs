//! What is asked: pure data and text, without the engine.

mod ast;
mod parse;
mod request;

pub use ast::{Clause, Edit, Query};
pub use parse::{MAX_BYTES, parse};
pub use request::{Filters, Limit, Request, UnitScope};

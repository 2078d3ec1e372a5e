//! What is asked: pure data and text, without the engine.

mod ast;
mod dates;
mod fields;
mod lex;
pub mod limits;
mod mistake;
mod near;
mod page;
mod parse;
mod print;
mod request;
mod signs;
mod values;

pub use ast::{Clause, Edit, Is, Near, Query, TextField};
pub use dates::{Measure, Span, When};
pub use fields::{FIELDS, Field};
pub use limits::MAX_BYTES;
pub use mistake::{Mistake, Parsed, Warning};
pub use page::{Cursor, Sort};
pub use parse::{Saved, parse, read};
pub use request::{Filters, Hold, Limit, Request, Selection, UnitScope};

//! Where what was read goes: to whoever holds the source, in batches, so that a page costs no switch
//! between threads.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::walk::Flow;
use super::{Item, RawDocument};

/// Documents of a batch at most.
const BATCH: usize = 32;
/// Bytes of text after which a batch is handed over. A batch has at most this and one document more, and
/// four batches at most are under way.
const BATCH_BYTES: usize = 1 << 20;
/// Batches that wait to be taken.
const WAITING: usize = 2;

pub(super) struct Sink {
    batch: Vec<Item>,
    bytes: usize,
    to: SyncSender<Vec<Item>>,
}

impl Sink {
    pub(super) fn new() -> (Self, Receiver<Vec<Item>>) {
        let (to, batches) = sync_channel(WAITING);
        (Self { batch: Vec::new(), bytes: 0, to }, batches)
    }

    /// Hands on a document or a failure; breaks where nobody listens any more.
    pub(super) fn put(&mut self, item: Item) -> Flow {
        self.bytes += item.as_ref().map_or(0, |raw| raw.text.len());
        // What is piped in may come slowly, and is not to wait for more.
        let piped = item.as_ref().is_ok_and(RawDocument::is_piped);
        self.batch.push(item);
        if piped || self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES {
            return self.flush();
        }
        ControlFlow::Continue(())
    }

    pub(super) fn flush(&mut self) -> Flow {
        self.bytes = 0;
        match self.to.send(std::mem::take(&mut self.batch)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

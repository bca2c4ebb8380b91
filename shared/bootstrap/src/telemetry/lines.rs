//! One line for each event: a JSON object with the event's fields and those of the invocation that it happened in.

use super::escaping::Escaping;
use crate::{clock::SystemClock, metrics::Namespace};
use domain::clock::Clock as _;
use serde_json::{Map, Value};
use std::{fmt::Debug, io::Write as _};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};
use tracing_subscriber::{
    Layer,
    fmt::MakeWriter,
    layer::Context,
    registry::{LookupSpan, Scope},
};

/// Writes one JSON object a line. What could end a line or a text is escaped, and what a terminal obeys, so that no value of
/// a field makes another field or another line (T85).
pub(super) struct Lines<M> {
    writer: Escaping<M>,
    namespace: Option<Namespace>,
    version: String,
}

impl<M> Lines<M> {
    /// Lines to that writer, each with the version that runs. Lines that are counted are counted in the namespace, where there
    /// is one.
    pub(super) fn new(writer: M, namespace: Option<Namespace>, version: String) -> Self {
        Self {
            writer: Escaping(writer),
            namespace,
            version,
        }
    }
}

impl<S, M> Layer<S> for Lines<M>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    M: for<'a> MakeWriter<'a> + 'static,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(fields);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(fields) = span.extensions_mut().get_mut::<Fields>()
        {
            values.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let (now, metadata) = (SystemClock.now(), event.metadata());
        let mut line = Fields::default();
        let spans = context.event_scope(event).map(Scope::from_root);
        for span in spans.into_iter().flatten() {
            if let Some(Fields(fields)) = span.extensions().get() {
                line.0.extend(fields.clone());
            }
        }
        event.record(&mut line);
        let Fields(mut line) = line;
        line.insert("timestamp".to_owned(), format!("{now:.6}").into());
        line.insert("level".to_owned(), metadata.level().as_str().into());
        line.insert("target".to_owned(), metadata.target().into());
        line.insert("version".to_owned(), self.version.clone().into());
        if let Some(namespace) = &self.namespace {
            namespace.count(metadata.name(), &mut line, now);
        }
        let text = format!("{}\n", Value::Object(line));
        // A line that cannot be written is lost; there is no other place to tell of it.
        let _ = self.writer.make_writer().write_all(text.as_bytes());
    }
}

/// Fields of a span or an event.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn set(&mut self, field: &Field, value: impl Into<Value>) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}

impl Visit for Fields {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.set(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.set(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.set(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.set(field, value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.set(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.set(field, format!("{value:?}"));
    }
}

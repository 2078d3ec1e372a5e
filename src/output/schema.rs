//! The JSON Schema of every output, so that a script can check what it reads and know what may come.
//!
//! Written by hand in `schema.json`, not derived from the types: what is promised changes by a decision, and a test
//! holds every output against it. There a part lists its properties; all of them are always there, but for those it
//! names as `optional`, and there are no others. The printed schema says so in the words of the standard.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

const DATA: &str = include_str!("schema.json");

static PARSED: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(DATA).unwrap_or_default());

/// The names of all outputs that have a schema, without version, in order.
pub fn schema_names() -> impl Iterator<Item = &'static str> {
    PARSED["outputs"].as_object().into_iter().flat_map(Map::keys).map(String::as_str)
}

/// What an output is, in a sentence.
pub fn schema_title(name: &str) -> Option<&'static str> {
    PARSED["outputs"][name]["title"].as_str()
}

/// The JSON Schema (draft 2020-12) of an output, by its name with or without `tracuu/` and version.
///
/// ```
/// let schema = tracuu::output::schema("tracuu/search@1").unwrap();
/// assert_eq!(schema["properties"]["schema"]["const"], "tracuu/search@1");
/// assert!(tracuu::output::schema("no-such").is_none());
/// ```
pub fn schema(name: &str) -> Option<Value> {
    let name = name.strip_prefix("tracuu/").unwrap_or(name);
    let name = name.strip_suffix("@1").unwrap_or(name);
    let output = PARSED["outputs"].get(name)?;
    let mut record = record(output)?;
    record["properties"]["schema"] = json!({"const": format!("tracuu/{name}@1")});
    close(&mut record);
    let mut whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:tracuu:{name}:1"),
        "title": output["title"],
    });
    whole.as_object_mut()?.append(record.as_object_mut()?);
    let parts = parts_of(&whole);
    if !parts.is_empty() {
        whole["$defs"] = parts
            .into_iter()
            .map(|part| (part.to_owned(), closed(part)))
            .collect::<Map<_, _>>()
            .into();
    }
    Some(whole)
}

/// What an output is before it is closed: a part, or a list of parts under a name.
fn record(output: &Value) -> Option<Value> {
    if let Some(part) = output["is"].as_str() {
        return Some(whole(part));
    }
    let entry = format!("#/$defs/{}", output["of"].as_str()?);
    let entries = json!({"type": "array", "items": {"$ref": entry}});
    Some(json!({"type": "object", "properties": {output["list"].as_str()?: entries}}))
}

fn closed(part: &str) -> Value {
    let mut value = whole(part);
    close(&mut value);
    value
}

/// A part with what it has of the one that it extends.
fn whole(part: &str) -> Value {
    let own = PARSED["parts"][part].clone();
    let Some(base) = own["extends"].as_str() else { return own };
    let mut merged = whole(base);
    for (name, property) in own["properties"].as_object().into_iter().flatten() {
        merged["properties"][name] = property.clone();
    }
    merged
}

/// Says of every object in a schema that has properties which of them are required, and that there are no others.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            let optional = object.remove("optional").unwrap_or_default();
            let optional = optional.as_array().cloned().unwrap_or_default();
            if let Some(properties) = object.get("properties").and_then(Value::as_object) {
                let names = properties.keys().map(|name| json!(name));
                let required: Vec<Value> = names.filter(|name| !optional.contains(name)).collect();
                object.insert("required".to_owned(), required.into());
                object.insert("additionalProperties".to_owned(), false.into());
            }
            object.values_mut().for_each(close);
        }
        Value::Array(values) => values.iter_mut().for_each(close),
        _ => {}
    }
}

/// The parts that a schema refers to, and those they refer to.
fn parts_of(schema: &Value) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let mut left = references(schema);
    while let Some(name) = left.pop() {
        let known = PARSED["parts"].as_object().and_then(|parts| parts.get_key_value(&name));
        if let Some((name, _)) = known
            && found.insert(name.as_str())
        {
            left.extend(references(&whole(name)));
        }
    }
    found
}

fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(object) => {
            let own = object.get("$ref").and_then(Value::as_str);
            let own = own.and_then(|name| name.strip_prefix("#/$defs/")).map(str::to_owned);
            own.into_iter().chain(object.values().flat_map(references)).collect()
        }
        Value::Array(values) => values.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_used_and_every_reference_names_one() {
        let mut used = BTreeSet::new();
        for name in schema_names() {
            let whole = schema(name).unwrap();
            for reference in references(&whole) {
                assert!(whole["$defs"].get(&reference).is_some(), "{name}: {reference}");
            }
            used.extend(parts_of(&whole));
            used.extend(PARSED["outputs"][name]["is"].as_str());
        }
        let parts = PARSED["parts"].as_object().unwrap();
        used.extend(parts.values().filter_map(|part| part["extends"].as_str()));
        let parts: BTreeSet<&str> =
            PARSED["parts"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(used, parts);
    }

    #[test]
    fn an_object_is_closed_and_says_what_is_always_there() {
        let hit = schema("hit").unwrap();
        assert_eq!(hit["additionalProperties"], false);
        assert!(hit["required"].as_array().unwrap().contains(&json!("schema")));
        assert!(hit["optional"].is_null());
        let search = schema("search").unwrap();
        assert!(!search["required"].as_array().unwrap().contains(&json!("qid")));
        assert!(search["$defs"]["snippet"]["required"].is_array());
    }
}

//! A wasm module's sections: what stands in them, and the same module with some left out or made anew.

use anyhow::{Result, bail};
use std::collections::HashMap;
use wasmparser::{KnownCustom, Name, NameSectionReader, Parser, Payload, TypeRef};

/// The module without its custom sections: names, producers and features are for tools only.
pub fn stripped(module: &[u8]) -> Result<Vec<u8>> {
    let mut small = module.get(..8).unwrap_or_default().to_vec();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if matches!(payload, Payload::CustomSection(_)) {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            push_section(&mut small, id, module.get(range).unwrap_or_default());
        }
    }
    Ok(small)
}

/// The names of the functions that a module imports, in its order.
pub fn imported_functions(module: &[u8]) -> Result<Vec<String>> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(imports) = payload? {
            let imports = imports.into_imports();
            return imports.map(|import| Ok(import?.name.to_owned())).collect();
        }
    }
    Ok(Vec::new())
}

/// The module with all of its imports, which must be functions, out of one module and named anew by
/// their numbers.
pub fn with_imports(module: &[u8], from: &str, name: &dyn Fn(usize) -> String) -> Result<Vec<u8>> {
    let mut renamed = module.get(..8).unwrap_or_default().to_vec();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::ImportSection(imports) = payload {
            push_section(&mut renamed, 2, &import_section(imports, from, name)?);
        } else if let Some((id, range)) = payload.as_section() {
            push_section(&mut renamed, id, module.get(range).unwrap_or_default());
        }
    }
    Ok(renamed)
}

/// The body of a section of imports (WebAssembly core specification, 5.5.5).
fn import_section(
    imports: wasmparser::ImportSectionReader,
    from: &str,
    name: &dyn Fn(usize) -> String,
) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    push_leb128(&mut body, imports.count() as usize);
    for (number, import) in imports.into_imports().enumerate() {
        let TypeRef::Func(type_index) = import?.ty else {
            bail!("an import that is no function is not looked for here");
        };
        for text in [from, &name(number)] {
            push_leb128(&mut body, text.len());
            body.extend_from_slice(text.as_bytes());
        }
        body.push(0);
        push_leb128(&mut body, type_index as usize);
    }
    Ok(body)
}

/// The bytes of code of each crate, by the functions' names, the largest first; and of the data.
pub fn parts(module: &[u8]) -> Result<Vec<(String, usize)>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = HashMap::new();
    let mut sizes: HashMap<String, usize> = HashMap::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => imported = functions(imports)?,
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
            Payload::DataSection(data) => {
                sizes.insert("(data)".to_owned(), data.range().len());
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(reader) = section.as_known() {
                    names = function_names(reader)?;
                }
            }
            _ => {}
        }
    }
    for (index, size) in (imported..).zip(bodies) {
        let name = names.get(&index).map_or("", String::as_str);
        *sizes.entry(owner(name)).or_default() += size;
    }
    let mut sizes: Vec<_> = sizes.into_iter().collect();
    sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    Ok(sizes)
}

/// How many functions a module imports: its own are counted from there.
fn functions(imports: wasmparser::ImportSectionReader) -> Result<u32> {
    let mut count = 0;
    for import in imports.into_imports() {
        count += u32::from(matches!(import?.ty, TypeRef::Func(_)));
    }
    Ok(count)
}

fn function_names(reader: NameSectionReader) -> Result<HashMap<u32, String>> {
    let mut names = HashMap::new();
    for name in reader {
        if let Name::Function(map) = name? {
            for naming in map {
                let naming = naming?;
                names.insert(
                    naming.index,
                    format!("{:#}", rustc_demangle::demangle(naming.name)),
                );
            }
        }
    }
    Ok(names)
}

/// The crate that a function belongs to, of our own crate the module too: `<a::b as c::D>::e` is
/// of `a`. A crate's name may carry its hash: `core[c5930c85a12de822]::fmt::write`.
fn owner(function: &str) -> String {
    let path = function.trim_start_matches(['<', '&', '*', '(', '[', ' ']);
    let path = path.strip_prefix("dyn ").unwrap_or(path);
    let first = identifier(path);
    let Some(rest) = after_hash(&path[first.len()..]).strip_prefix("::") else {
        return "(other)".to_owned();
    };
    if first == "wasmock" {
        format!("wasmock::{}", identifier(rest))
    } else {
        first.to_owned()
    }
}

fn identifier(path: &str) -> &str {
    let end = path.find(|c: char| !c.is_alphanumeric() && c != '_');
    &path[..end.unwrap_or(path.len())]
}

fn after_hash(rest: &str) -> &str {
    match rest.strip_prefix('[').and_then(|hash| hash.split_once(']')) {
        Some((_, after)) => after,
        None => rest,
    }
}

fn push_section(module: &mut Vec<u8>, id: u8, body: &[u8]) {
    module.push(id);
    push_leb128(module, body.len());
    module.extend_from_slice(body);
}

/// Unsigned LEB128 (WebAssembly core specification, 5.2.2).
fn push_leb128(bytes: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

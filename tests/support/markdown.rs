//! What stands in the documentation.

/// The blocks of a Markdown text that are YAML, without the indentation of a list that they stand in.
pub fn yaml_blocks(markdown: &str) -> impl Iterator<Item = String> {
    let blocks = markdown.split("```yaml\n");
    let pairs = blocks.clone().zip(blocks.skip(1));
    pairs.filter_map(|(before, rest)| {
        let indentation = before.rsplit('\n').next().unwrap_or_default();
        let block = rest.split("```").next()?;
        Some(without(indentation, block))
    })
}

fn without(indentation: &str, block: &str) -> String {
    let lines = block.split_inclusive('\n');
    lines
        .map(|line| line.strip_prefix(indentation).unwrap_or(line))
        .collect()
}

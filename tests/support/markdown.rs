//! What stands in the documentation.

/// The blocks of a Markdown text that are YAML.
pub fn yaml_blocks(markdown: &str) -> impl Iterator<Item = &str> {
    let blocks = markdown.split("```yaml\n").skip(1);
    blocks.filter_map(|rest| rest.split("```").next())
}

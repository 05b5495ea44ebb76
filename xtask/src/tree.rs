//! The project's own text files, read once for all checks.

use std::path::Path;

/// One text file. `path` is relative to the workspace, with forward slashes.
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

/// All text files of the project, in the order of their paths.
#[derive(Default)]
pub struct Tree {
    pub files: Vec<SourceFile>,
}

/// Folders that hold what is built or fetched, not what is written.
const NOT_OURS: &[&str] = &[".git", "target", "data", "e2e/node_modules", "e2e/results"];

impl Tree {
    pub fn read(root: &Path) -> Result<Tree, String> {
        let mut tree = Tree::default();
        tree.read_folder(root, "")
            .map_err(|error| format!("the project could not be read: {error}"))?;
        tree.files.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(tree)
    }

    fn read_folder(&mut self, root: &Path, folder: &str) -> std::io::Result<()> {
        for entry in std::fs::read_dir(root.join(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            let kind = entry.file_type()?;
            if NOT_OURS.contains(&path.as_str()) || path.ends_with(".local") {
                continue;
            }
            if kind.is_dir() {
                self.read_folder(root, &path)?;
            } else if kind.is_file()
                && let Ok(text) = String::from_utf8(std::fs::read(entry.path())?)
            {
                self.files.push(SourceFile { path, text });
            }
        }
        Ok(())
    }

    /// A tree made for a test.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Tree {
        let file = |(path, text): &(&str, &str)| SourceFile {
            path: (*path).into(),
            text: (*text).into(),
        };
        Tree {
            files: files.iter().map(file).collect(),
        }
    }

    pub fn under<'a>(
        &'a self,
        folder: &'a str,
        ending: &'a str,
    ) -> impl Iterator<Item = &'a SourceFile> {
        self.files
            .iter()
            .filter(move |file| file.path.starts_with(folder) && file.path.ends_with(ending))
    }

    pub fn file(&self, path: &str) -> Option<&SourceFile> {
        self.files.iter().find(|file| file.path == path)
    }
}

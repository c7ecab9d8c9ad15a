//! A folder to run the program in, with nothing of the user's around it.

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub struct Place {
    folder: TempDir,
}

/// What a run of the program came to.
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// The rows of CSV output below its header, each as its cells.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(self.out.as_bytes());
        reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect()
    }

    /// The header of CSV output.
    pub fn header(&self) -> &str {
        self.out.lines().next().unwrap_or_default()
    }

    /// Succeeded, with nothing said.
    pub fn well(self) -> Self {
        assert_eq!((self.status, self.err.as_str()), (0, ""), "{}", self.out);
        self
    }

    /// Succeeded, and said something to people beside its data.
    pub fn well_saying(self, words: &str) -> Self {
        assert_eq!(self.status, 0, "{}", self.err);
        assert!(self.err.contains(words), "no {words} in: {}", self.err);
        self
    }

    /// Ended with that status, gave no data, and said all of these.
    pub fn refused(self, status: i32, said: &[&str]) -> Self {
        assert_eq!(
            (self.status, self.out.as_str()),
            (status, ""),
            "{}",
            self.err
        );
        for words in said {
            assert!(self.err.contains(words), "no {words} in: {}", self.err);
        }
        self
    }
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// A place whose library holds the samples `names`.
    pub fn holding(names: &[&str]) -> Self {
        let place = Self::new();
        let paths: Vec<String> = names.iter().map(|name| sample(name)).collect();
        let mut arguments = vec!["import"];
        arguments.extend(paths.iter().map(String::as_str));
        assert_eq!(place.lkx(&arguments).status, 0);
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The program with its library in this place.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lkx"));
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.path("data"))
            .env("LC_ALL", "C.UTF-8");
        command
    }

    pub fn lkx(&self, arguments: &[&str]) -> Ran {
        run(self.command().args(arguments))
    }

    /// The same with lines on standard input.
    pub fn lkx_reading(&self, arguments: &[&str], lines: &str) -> Ran {
        run(self.command().args(arguments).write_stdin(lines))
    }

    /// Where the library lies when nothing names one.
    pub fn usual_library(&self) -> PathBuf {
        self.path("data/lkx/library.sqlite")
    }
}

pub fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The path of a sample document: `sample("xinxiang-2023")`.
pub fn sample(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("sample-data/{name}.txt"))
        .to_string_lossy()
        .into_owned()
}

/// The text of a sample document.
pub fn sample_text(name: &str) -> String {
    fs::read_to_string(sample(name)).unwrap()
}

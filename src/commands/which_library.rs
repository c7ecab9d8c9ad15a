/*!
Which library a command works on.

One that is named (`--library`, then `LKX_LIBRARY`) must be there for everything but
importing. The usual one may be missing: then the explorer shows the samples, and the
other commands say how to get a library.
*/

use super::index_file::IndexFile;
use super::sample;
use super::wrong_usage::WrongUsage;
use super::year_lists;
use crate::budget::YearLists;
use crate::cli::Cli;
use crate::library::Library;
use crate::surroundings::Surroundings;
use crate::text::width::Ruler;
use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The library that the arguments and the surroundings point to.
#[derive(Debug, Clone)]
pub struct WhichLibrary {
    named: Option<PathBuf>,
    usual: Option<PathBuf>,
    sample: bool,
    cache: Option<PathBuf>,
    reads_only: bool,
    /// Where the lists of codes lie that the user imported.
    pub(super) lists_folder: Option<PathBuf>,
    lists: OnceLock<Arc<YearLists>>,
    /// The ruler for tables.
    pub ruler: Ruler,
}

impl WhichLibrary {
    /// Decides; the samples and a library at once are wrong usage.
    pub fn of(cli: &Cli, surroundings: &Surroundings) -> Result<Self, WrongUsage> {
        if cli.sample && cli.library.is_some() {
            return Err(WrongUsage::new("--sample 与 --library 只能写一个"));
        }
        Ok(Self {
            named: cli
                .library
                .clone()
                .or_else(|| surroundings.named_library.clone()),
            usual: surroundings.usual_library.clone(),
            sample: cli.sample,
            cache: surroundings.cache.clone(),
            reads_only: surroundings.reads_only,
            lists_folder: surroundings.lists.clone(),
            lists: OnceLock::new(),
            ruler: Ruler::new(cli.ambiguous.unwrap_or_default()),
        })
    }

    /// Opens it for reading.
    pub fn open(&self) -> anyhow::Result<Library> {
        if self.sample {
            return sample::library();
        }
        match (&self.named, self.usual_that_is_there()) {
            (Some(named), _) => Ok(Library::open(named)?),
            (None, Some(usual)) => Ok(Library::open(usual)?),
            (None, None) => bail!(
                "还没有库。用 lkx import 文件或文件夹 建立；只想看看自带的五份样本，加 --sample"
            ),
        }
    }

    /// The lists of codes that the user imported, read when they are first asked for.
    pub fn year_lists(&self) -> &Arc<YearLists> {
        let load = || Arc::new(year_lists::load(self.lists_folder.as_deref()));
        self.lists.get_or_init(load)
    }

    /// Where the search index of the library lies; the samples have none.
    pub(super) fn index_file(&self) -> IndexFile {
        match self.named.as_deref().or(self.usual.as_deref()) {
            Some(library) if !self.sample => IndexFile::of(self.cache.as_deref(), library),
            _ => IndexFile::default(),
        }
    }

    /// The library for keeping what the checks said, where that may be kept.
    pub(super) fn open_for_reports(&self) -> Option<Library> {
        if self.reads_only {
            return None;
        }
        Library::open_for_reports(self.path_for_writing().ok()?).ok()
    }

    /// Opens it for reading, where there is one; a named one must be there all the same.
    pub fn open_if_there(&self) -> anyhow::Result<Option<Library>> {
        if !self.sample && self.falls_back_on_samples() {
            return Ok(None);
        }
        self.open().map(Some)
    }

    /// Whether the explorer shows the samples: asked for, or for want of a library.
    pub fn falls_back_on_samples(&self) -> bool {
        self.sample || (self.named.is_none() && self.usual_that_is_there().is_none())
    }

    /// The file to write into, whether it is there or not.
    pub fn path_for_writing(&self) -> anyhow::Result<&Path> {
        if self.sample {
            return Err(WrongUsage::new("自带的样本不能改动；去掉 --sample").into());
        }
        self.named
            .as_deref()
            .or(self.usual.as_deref())
            .context("找不到用户数据文件夹；用 --library 指定库文件")
    }

    /// Opens the library at [`Self::path_for_writing`], and makes it where there is none.
    pub fn open_for_writing(&self) -> anyhow::Result<Library> {
        let path = self.path_for_writing()?;
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder {
            self.prepare(folder)?;
        }
        let mut bar = Bar(None);
        Ok(Library::open_and_carry(path, &mut |done, of| {
            bar.show("旧库转入新格式", done, of);
        })?)
    }

    /// Opens it for an import, which makes anew what another edition of the program made from the
    /// documents.
    pub fn open_for_import(&self) -> anyhow::Result<Library> {
        let mut library = self.open_for_writing()?;
        let mut bar = Bar(None);
        library.remake(&mut |done, of| bar.show("换了版本，重做各表", done, of))?;
        Ok(library)
    }

    /// The usual folder is made at need; a folder that somebody names may be a slip.
    fn prepare(&self, folder: &Path) -> anyhow::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        if self.named.is_some() {
            bail!("没有文件夹 {}；请先建立，或检查库的路径", folder.display());
        }
        std::fs::create_dir_all(folder)
            .with_context(|| format!("建不了文件夹 {}", folder.display()))
    }

    fn usual_that_is_there(&self) -> Option<&Path> {
        // An import that was killed before its first document leaves a file without content.
        let holds_something = |path: &&Path| {
            path.metadata()
                .is_ok_and(|found| !found.is_file() || found.len() > 0)
        };
        self.usual.as_deref().filter(holds_something)
    }
}

/// How far a long change of a library is: a large one takes minutes. On a terminal alone; the bar goes
/// when the library is open.
struct Bar(Option<ProgressBar>);

impl Bar {
    fn show(&mut self, what: &str, done: usize, of: usize) {
        let bar = self.0.get_or_insert_with(|| {
            let bar = ProgressBar::new(of as u64);
            if let Ok(style) = ProgressStyle::with_template("{msg} {pos}/{len} [{bar:20}]") {
                bar.set_style(style.progress_chars("=> "));
            }
            bar.set_message(what.to_owned());
            bar
        });
        bar.set_position(done as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

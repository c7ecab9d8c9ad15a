/*!
What a child gives up before it reads a byte of a stranger's document.

A reader that is taken over by a document should find nothing to take: no file to open, no
network, no program to start, no privilege, no environment, and little memory and time. Where a
system lacks one of the measures the others hold; what is missing is told by [`Measure`]s.
*/

use serde::{Deserialize, Serialize};
use std::os::unix::process::parent_id;

/// The memory that a document may take, in megabytes.
pub const MEMORY_MB: u64 = 480;

/// One thing that shuts a child in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// What it is, for people.
    pub name: String,
    /// How far it holds.
    pub holds: Holds,
}

/// How far a measure holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holds {
    /// Wholly.
    Wholly,
    /// As far as an older kernel knows it.
    Partly,
    /// The system does not have it.
    No,
}

impl Holds {
    fn of(holds: bool) -> Self {
        if holds { Self::Wholly } else { Self::No }
    }
}

impl Measure {
    pub(super) fn new(name: &str, holds: bool) -> Self {
        Self {
            name: name.to_owned(),
            holds: Holds::of(holds),
        }
    }

    /// Whether this system has all of it.
    pub fn holds_wholly(&self) -> bool {
        self.holds == Holds::Wholly
    }

    /// The measure as a line for people.
    pub fn in_words(&self) -> String {
        let holds = match self.holds {
            Holds::Wholly => "有效",
            Holds::Partly => "部分有效（内核较旧）",
            Holds::No => "没有（系统不支持）",
        };
        format!("{}：{holds}", self.name)
    }
}

/// Shuts this process in for good; it may work for so many seconds from now on. None where the
/// process that started it, which has this number, is gone already: nobody waits for an answer.
pub fn enter(seconds: u64, parent: u32) -> Option<Vec<Measure>> {
    let mut measures = vec![Measure::new("内存、时间、文件大小限额", limits(seconds))];
    let ends_with_its_parent = end_with_the_parent();
    // The system ends a child whose parent dies from now on. One whose parent died before was
    // handed to another process, and nobody would ever end it. Later this may not be asked.
    if parent_id() != parent {
        return None;
    }
    measures.push(Measure::new("随主进程结束", ends_with_its_parent));
    measures.extend(of_the_system());
    Some(measures)
}

fn limits(seconds: u64) -> bool {
    use nix::sys::resource::{Resource, setrlimit};
    let memory = MEMORY_MB << 20;
    // The parent holds the clock; this one is for a child whose parent cannot.
    let time = seconds.saturating_add(1);
    let limits = [
        (Resource::RLIMIT_CORE, 0, 0),
        (Resource::RLIMIT_FSIZE, 0, 0),
        // At the first the child is told why it ends.
        (Resource::RLIMIT_CPU, time, time.saturating_add(1)),
        (Resource::RLIMIT_AS, memory, memory),
    ];
    let failed = limits
        .into_iter()
        .filter(|(resource, soft, hard)| setrlimit(*resource, *soft, *hard).is_err());
    failed.count() == 0
}

#[cfg(not(target_os = "linux"))]
fn end_with_the_parent() -> bool {
    false
}

#[cfg(not(target_os = "linux"))]
fn of_the_system() -> Vec<Measure> {
    vec![Measure::new("文件、网络、进程隔离", false)]
}

#[cfg(target_os = "linux")]
use linux::{end_with_the_parent, of_the_system};

#[cfg(target_os = "linux")]
mod linux {
    use super::{Holds, Measure};
    use landlock::{
        ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetError, RulesetStatus, Scope,
    };
    use nix::libc;
    use nix::sys::prctl;
    use nix::sys::resource::{Resource, setrlimit};
    use nix::sys::signal::Signal;
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
        SeccompRule, TargetArch,
    };
    use std::collections::BTreeMap;

    /// The newest rules that are asked for; an older kernel gives what it has.
    const RULES: ABI = ABI::V6;

    /// What a reader asks of the system: its pipes, memory, randomness for hash tables, an end.
    const CALLS: &[libc::c_long] = &[
        libc::SYS_read,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_sched_yield,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_restart_syscall,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    /// What it asks for memory that holds no program.
    const CALLS_WITHOUT_PROGRAMS: &[libc::c_long] = &[libc::SYS_mmap, libc::SYS_mprotect];

    pub fn end_with_the_parent() -> bool {
        prctl::set_pdeathsig(Signal::SIGKILL).is_ok()
    }

    /// In this order: each measure may need what the next takes away.
    pub fn of_the_system() -> Vec<Measure> {
        let is_closed = prctl::set_dumpable(false).is_ok();
        let no_privileges = prctl::set_no_new_privs().is_ok();
        close_what_was_inherited();
        let rules = rules().unwrap_or(RulesetStatus::NotEnforced);
        let rules = match rules {
            RulesetStatus::FullyEnforced => Holds::Wholly,
            RulesetStatus::PartiallyEnforced => Holds::Partly,
            RulesetStatus::NotEnforced => Holds::No,
        };
        let limits = [(Resource::RLIMIT_NOFILE, 3), (Resource::RLIMIT_NPROC, 0)];
        let failed = limits
            .into_iter()
            .filter(|(resource, limit)| setrlimit(*resource, *limit, *limit).is_err());
        let none_further = failed.count() == 0;
        let filter = filter().is_some_and(|filter| seccompiler::apply_filter(&filter).is_ok());
        vec![
            Measure::new("不留内存映像", is_closed),
            Measure::new("不得提升权限", no_privileges),
            Measure::new("打开文件、进程数限额", none_further),
            Measure {
                name: "文件与网络规则（Landlock）".to_owned(),
                holds: rules,
            },
            Measure::new("系统调用过滤（seccomp）", filter),
        ]
    }

    /// What a shell or a program left open when it started the parent is none of a reader's business.
    fn close_what_was_inherited() {
        let Ok(folder) = std::fs::read_dir("/proc/self/fd") else {
            return;
        };
        let open: Vec<i32> = folder
            .flatten()
            .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
            .filter(|number| *number > libc::STDERR_FILENO)
            .collect();
        for number in open {
            // The folder's own number is among them and is closed already.
            let _ = nix::unistd::close(number);
        }
    }

    /// Not a file may be opened, not a connection made, no other process reached.
    fn rules() -> Result<RulesetStatus, RulesetError> {
        let status = Ruleset::default()
            .handle_access(AccessFs::from_all(RULES))?
            .handle_access(AccessNet::from_all(RULES))?
            .scope(Scope::from_all(RULES))?
            .create()?
            .restrict_self()?;
        Ok(status.ruleset)
    }

    /// Every call that is not listed fails as forbidden.
    fn filter() -> Option<BpfProgram> {
        let no_program = SeccompCondition::new(
            2,
            SeccompCmpArgLen::Dword,
            SeccompCmpOp::MaskedEq(u64::from(libc::PROT_EXEC.unsigned_abs())),
            0,
        );
        let no_program = SeccompRule::new(vec![no_program.ok()?]).ok()?;
        let rules: BTreeMap<i64, Vec<SeccompRule>> = CALLS
            .iter()
            .map(|call| (*call, Vec::new()))
            .chain(
                CALLS_WITHOUT_PROGRAMS
                    .iter()
                    .map(|call| (*call, vec![no_program.clone()])),
            )
            .collect();
        let forbidden = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let machine = TargetArch::try_from(std::env::consts::ARCH).ok()?;
        let filter = SeccompFilter::new(rules, forbidden, SeccompAction::Allow, machine).ok()?;
        filter.try_into().ok()
    }
}

//! Progress of the steps under way, with the time of each.

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// The steps under way, of which there may be several at a time.
static STEPS: LazyLock<MultiProgress> = LazyLock::new(MultiProgress::new);

/// One visible step; ends with [`Step::done`], else it is shown as failed.
pub struct Step {
    name: String,
    bar: ProgressBar,
    started: Instant,
    finished: bool,
}

impl Step {
    /// Shows that `name` has begun.
    pub fn start(name: impl Into<String>) -> Self {
        let name = name.into();
        let bar = STEPS.add(ProgressBar::new_spinner());
        if STEPS.is_hidden() {
            eprintln!("  ... {name}");
        } else {
            if let Ok(style) =
                ProgressStyle::with_template("  {spinner} {prefix} {elapsed} {wide_msg:.dim}")
            {
                bar.set_style(style);
            }
            bar.set_prefix(name.clone());
            bar.enable_steady_tick(Duration::from_millis(100));
        }
        Self {
            name,
            bar,
            started: Instant::now(),
            finished: false,
        }
    }

    /// Shows the present work of the step.
    pub fn note(&self, line: &str) {
        self.bar.set_message(line.trim().to_owned());
    }

    /// Shows the progress of the step; in a log only when a line is due.
    pub fn follow(&self, text: &str, is_due: bool) {
        self.bar.set_message(text.to_owned());
        if STEPS.is_hidden() && is_due {
            eprintln!("  ... {}: {text}", self.name);
        }
    }

    /// Shows that the step has ended well.
    pub fn done(self) {
        self.done_with("");
    }

    /// Shows that the step has ended well, with its result.
    pub fn done_with(mut self, result: &str) {
        self.finish("ok ", result);
    }

    fn finish(&mut self, mark: &str, result: &str) {
        self.finished = true;
        self.bar.finish_and_clear();
        let seconds = self.started.elapsed().as_secs_f32();
        let gap = if result.is_empty() { "" } else { ": " };
        let name = &self.name;
        STEPS.suspend(|| eprintln!("  {mark} {name}{gap}{result} ({seconds:.1} s)"));
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        if !self.finished {
            self.finish("not", "stopped");
        }
    }
}

//! The command line with its help: examples of every command from a table, and all of it in the language of messages
//! as far as the table of messages goes.
//!
//! What a command is for stands in English beside its arguments; here it is put into another language where there is
//! a translation, so that a command that is new has help at once.

use clap::CommandFactory as _;

use crate::output::Lang;

const EXAMPLES: &str = include_str!("examples.txt");

/// The command line with its help in a language.
pub(super) fn command_line(lang: Lang) -> clap::Command {
    furnished(super::Cli::command(), "tracuu", lang)
}

/// A command and all under it, with examples and in a language; `path` is how examples call it.
fn furnished(command: clap::Command, path: &str, lang: Lang) -> clap::Command {
    let under: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let command = translated(with_examples(command, path, lang), path, lang);
    under.into_iter().fold(command, |command, name| {
        let path = if path == "tracuu" { name.clone() } else { format!("{path} {name}") };
        command.mut_subcommand(name, |under| furnished(under, &path, lang))
    })
}

fn with_examples(command: clap::Command, path: &str, lang: Lang) -> clap::Command {
    match examples_of(path) {
        lines if lines.is_empty() => command,
        lines => {
            let heading = lang.say("help.examples", &[]);
            command.after_long_help(format!("{heading}\n{}", lines.join("\n")))
        }
    }
}

/// The examples of a command, as help prints them.
fn examples_of(path: &str) -> Vec<String> {
    let heading = format!("[{path}]");
    let lines = EXAMPLES.lines().skip_while(|line| *line != heading).skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| match line.split_once("  # ") {
            Some((typed, what)) => format!("  {typed:<46} {what}"),
            None => format!("  {line}"),
        })
        .collect()
}

/// The command with what it and its arguments are for in a language, where the table has it.
fn translated(command: clap::Command, path: &str, lang: Lang) -> clap::Command {
    if lang == Lang::En {
        return command;
    }
    let said = |key: &str| lang.known(&format!("help.{}", key.replace(' ', ".")));
    let mut command = command;
    if let Some(about) = said(path) {
        let whole = match command.get_long_about() {
            Some(long) => {
                let long = long.to_string();
                let rest = long
                    .split_once("\n\n")
                    .map_or(String::new(), |(_, rest)| format!("\n\n{rest}"));
                format!("{about}{rest}")
            }
            None => about.clone(),
        };
        command = command.about(about).long_about(whole);
    }
    command.mut_args(|argument| {
        let id = argument.get_id().to_string();
        match said(&format!("{path}.{id}")).or_else(|| said(&format!("any.{id}"))) {
            Some(help) => argument.long_help(None::<&str>).help(help),
            None => argument,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_accepted() {
        let lines = EXAMPLES.lines().filter(|line| line.starts_with("tracuu"));
        let mut met = 0;
        for line in lines {
            let typed = line.split("  # ").next().unwrap_or_default();
            let typed = typed.split(['|', '>', '<']).next().unwrap_or_default();
            let words = words(typed);
            let command = command_line(Lang::En);
            if let Err(error) = command.try_get_matches_from(&words) {
                let asked = error.kind() == clap::error::ErrorKind::DisplayHelp;
                assert!(asked, "{typed}\n{error}");
            }
            met += 1;
        }
        assert!(met > 30);
    }

    /// The words of a line, as a shell would hand them over.
    fn words(line: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let mut quoted = false;
        for c in line.trim().chars() {
            match c {
                '\'' => quoted = !quoted,
                ' ' if !quoted => words.push(String::new()),
                _ => words.last_mut().unwrap().push(c),
            }
        }
        words
    }

    #[test]
    fn every_translation_of_help_is_of_a_command_or_an_argument() {
        let command = command_line(Lang::En);
        let has = |command: &clap::Command, id: &str| {
            command.get_arguments().any(|argument| argument.get_id() == id)
        };
        for key in Lang::keys().filter_map(|key| key.strip_prefix("help.")) {
            let words: Vec<&str> = key.split('.').collect();
            let under = |name: &str| command.find_subcommand(name);
            let known = match words[..] {
                ["examples" | "tracuu"] => true,
                ["any", id] => has(&command, id) || command.get_subcommands().any(|c| has(c, id)),
                [name] => under(name).is_some(),
                [name, word] => {
                    under(name).is_some_and(|c| c.find_subcommand(word).is_some() || has(c, word))
                }
                _ => false,
            };
            assert!(known, "help.{key}");
        }
    }

    fn lacking(command: &clap::Command, path: &str, found: &mut Vec<String>) {
        if examples_of(path).is_empty() {
            found.push(path.to_owned());
        }
        for under in command.get_subcommands() {
            let name = under.get_name();
            let path = if path == "tracuu" { name.to_owned() } else { format!("{path} {name}") };
            lacking(under, &path, found);
        }
    }

    #[test]
    fn every_command_has_examples() {
        let mut found = Vec::new();
        lacking(&crate::cli::Cli::command(), "tracuu", &mut found);
        assert!(found.is_empty(), "{found:?} have none in examples.txt");
    }

    #[test]
    fn help_in_vietnamese_names_the_same_commands_and_arguments() {
        let names = |lang| {
            let command = command_line(lang);
            let under = command.get_subcommands().map(|under| {
                let arguments = under.get_arguments().map(|a| a.get_id().to_string());
                (under.get_name().to_owned(), arguments.collect::<Vec<_>>())
            });
            under.collect::<Vec<_>>()
        };
        assert_eq!(names(Lang::Vi), names(Lang::En));
        command_line(Lang::Vi).debug_assert();
        let search = command_line(Lang::Vi).find_subcommand("search").unwrap().clone();
        assert_eq!(search.get_about().unwrap().to_string(), "Tìm bài");
    }
}

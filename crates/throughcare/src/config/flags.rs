//! The keys as flags of the command line.

use super::{FILE, KEYS};
use clap::{Arg, ArgMatches, Command};

/// What was given on the command line.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    pub file: Option<String>,
    /// The name of a key with its value.
    pub values: Vec<(&'static str, String)>,
}

/// All keys: for `serve`.
#[derive(Clone, Debug, Default)]
pub struct ServeFlags(pub Flags);

/// Where the installation is: for every other command.
#[derive(Clone, Debug, Default)]
pub struct PlaceFlags(pub Flags);

impl Flags {
    fn augment(command: Command, serve: bool) -> Command {
        let file = Arg::new("config_file")
            .long("config")
            .value_name("FILE")
            .help(format!(
                "The configuration file [default: {FILE}, where it is there]"
            ));
        KEYS.iter().filter(|key| serve || !key.serve_only).fold(
            command.arg(file),
            |command, key| {
                let mut help = key.words.to_owned();
                if !key.default.is_empty() {
                    help = format!("{help} [default: {}]", key.default);
                }
                let flag = Arg::new(key.name).long(key.flag()).value_name("VALUE");
                command.arg(flag.help(help))
            },
        )
    }

    fn from(matches: &ArgMatches) -> Flags {
        let given = |name: &str| {
            let value = matches.try_get_one::<String>(name).ok().flatten();
            value.cloned()
        };
        Flags {
            file: given("config_file"),
            values: KEYS
                .iter()
                .filter_map(|key| Some((key.name, given(key.name)?)))
                .collect(),
        }
    }
}

macro_rules! args {
    ($name:ident, $serve:literal) => {
        impl clap::FromArgMatches for $name {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
                Ok($name(Flags::from(matches)))
            }
            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
                self.0 = Flags::from(matches);
                Ok(())
            }
        }
        impl clap::Args for $name {
            fn augment_args(command: Command) -> Command {
                Flags::augment(command, $serve)
            }
            fn augment_args_for_update(command: Command) -> Command {
                Flags::augment(command, $serve)
            }
        }
    };
}
args!(ServeFlags, true);
args!(PlaceFlags, false);

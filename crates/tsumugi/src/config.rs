//! Configuration: file, then environment, then flags; each value knows where it came from.

use crate::Options;
use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::PathBuf;

/// What can be set. Unknown keys are refused: a typing error must not pass silently.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// Folder with the database, its key and the certificates.
    pub(crate) data: PathBuf,
    /// Address and port to listen on.
    pub(crate) listen: SocketAddr,
    /// Name of the region, used once at the first start.
    pub(crate) region: String,
    /// PostgreSQL, when the embedded database is not used.
    pub(crate) database_url: Option<String>,
    /// A proxy in front speaks HTTPS with the browsers.
    pub(crate) behind_proxy: bool,
    /// Names under which browsers reach this machine, for the local certificate.
    pub(crate) names: Vec<String>,
    /// Certificate chain (PEM) of one's own, instead of the local authority.
    pub(crate) certificate: Option<PathBuf>,
    /// Its private key (PEM).
    pub(crate) certificate_key: Option<PathBuf>,
    /// Where the source of the running version is found; shown to everybody on `/about`.
    pub(crate) source: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("tsumugi-data"),
            listen: SocketAddr::from(([127, 0, 0, 1], 8443)),
            region: "わたしたちの地域".to_owned(),
            database_url: None,
            behind_proxy: false,
            names: vec!["localhost".to_owned()],
            certificate: None,
            certificate_key: None,
            source: None,
        }
    }
}

/// Flags that were really given.
#[derive(Serialize)]
struct Flags {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    listen: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    database_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    behind_proxy: Option<bool>,
}

/// Everything that was set, with its origin.
pub(crate) fn figment(options: &Options) -> Figment {
    let flags = Flags {
        data: options.data.clone(),
        listen: options.listen.clone(),
        database_url: options.database_url.clone(),
        behind_proxy: options.behind_proxy.then_some(true),
    };
    let data = options.data.clone().or_else(|| std::env::var_os("TSUMUGI_DATA").map(Into::into));
    let file = options
        .config
        .clone()
        .unwrap_or_else(|| data.unwrap_or_else(|| Config::default().data).join("tsumugi.toml"));
    Figment::from(Serialized::defaults(Config::default()))
        .merge(Toml::file(file))
        // TSUMUGI_TEST_… belongs to the tests.
        .merge(Env::prefixed("TSUMUGI_").filter(|key| !key.starts_with("test")))
        .merge(Serialized::defaults(flags))
}

/// Where a value came from, in an administrator's words: a file, the environment, a flag, or
/// nowhere.
pub(crate) fn origin(metadata: Option<&figment::Metadata>) -> String {
    match metadata {
        Some(found) if found.name.ends_with("Flags") => "flag".to_owned(),
        Some(found) if found.name.ends_with("Config") => "default".to_owned(),
        Some(found) => match &found.source {
            Some(source) => format!("{} {source}", found.name),
            None => found.name.to_string(),
        },
        None => "default".to_owned(),
    }
}

/// The same without names of files and of people who own them.
pub(crate) fn kind_of_origin(metadata: Option<&figment::Metadata>) -> &'static str {
    match metadata {
        Some(found) if found.name.ends_with("Flags") => "flag",
        Some(found) if found.name.ends_with("Config") => "default",
        Some(found) if found.name.contains("environment") => "environment",
        Some(_) => "file",
        None => "default",
    }
}

/// The configuration.
///
/// # Errors
/// Names the wrong key and where it came from.
pub(crate) fn load(options: &Options) -> Result<Config, ConfigError> {
    let config: Config = figment(options).extract().map_err(|error| ConfigError(vec_of(error)))?;
    if config.certificate.is_some() != config.certificate_key.is_some() {
        return Err(ConfigError(vec![
            "certificate and certificate_key belong together; set both or none".to_owned(),
        ]));
    }
    if config
        .source
        .as_ref()
        .is_some_and(|at| !at.starts_with("https://") && !at.starts_with("http://"))
    {
        return Err(ConfigError(vec![
            "source must be an address that begins with https://".to_owned(),
        ]));
    }
    Ok(config)
}

/// What is wrong with the configuration, a sentence for each.
#[derive(Debug, thiserror::Error)]
#[error("the configuration cannot be used:\n  {}", .0.join("\n  "))]
pub(crate) struct ConfigError(Vec<String>);

fn vec_of(error: figment::Error) -> Vec<String> {
    error
        .into_iter()
        .map(|error| {
            let from = format!(" (from {})", origin(error.metadata.as_ref()));
            let key =
                if error.path.is_empty() { String::new() } else { error.path.join(".") + ": " };
            format!("{key}{}{from}", error.kind)
        })
        .collect()
}

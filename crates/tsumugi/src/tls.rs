//! HTTPS from the first day: certificates of one's own, or a small authority of the office.
//!
//! The authority's key stays in the folder, readable by its owner only, so that the server's
//! certificate can be short-lived and follow the machine's names without a walk to every browser.
//! What is found at a start is used only if it holds together; whatever a crash left out is made
//! again, from the keys that are there.

use crate::Done;
use crate::config::Config;
use crate::data_dir::{make_private, put};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, PublicKeyData as _,
};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use x509_parser::prelude::{FromDer as _, GeneralName, X509Certificate};

/// A certificate is renewed at the first start with fewer days left.
pub(crate) const RENEW_DAYS: i64 = 30;
/// Browsers refuse certificates of servers that live longer than 398 days.
const SERVER_DAYS: i64 = 397;
/// Every browser is visited by hand when the authority changes.
const AUTHORITY_YEARS: i64 = 10;

/// The page that says how to trust the office's authority, to be printed.
const TRUST: &str = "つむぎの証明書を信頼する方法\n\n\
このパソコン（サーバー）と各パソコンのブラウザーのあいだの通信は暗号化されています。\n\
そのための証明書は、この事業所の中だけで作られました。各パソコンで一度だけ、次のことをしてください。\n\n\
1. ファイル ca.pem を、USBメモリーなどで各パソコンに渡します（ほかのファイル、とくに ca-key.pem と key.pem は決して渡しません）。\n\
2. ブラウザーの設定で「証明書」を開き、「認証局」として ca.pem を読み込みます。\n\
3. 「このウェブサイトの識別にこの証明書を信頼する」を選びます。\n\
4. ブラウザーを開き直し、警告なしでつむぎが開けば終わりです。\n\n\
警告が出たまま使い続けないでください。偽のサーバーを見分けられなくなります。\n";

/// The certificate chain that browsers get.
pub(crate) fn chain_file(config: &Config) -> PathBuf {
    config.certificate.clone().unwrap_or_else(|| config.data.join("tls/server.pem"))
}

/// When the first certificate of a file ends.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn ends(file: &Path) -> Result<Timestamp, Box<dyn std::error::Error>> {
    let first = CertificateDer::from_pem_file(file)
        .map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let (_, certificate) = X509Certificate::from_der(&first)?;
    Ok(Timestamp::from_second(certificate.validity().not_after.timestamp())?)
}

/// The server's side of TLS.
///
/// # Errors
/// When certificates cannot be read or made.
pub(crate) fn server_config(
    config: &Config,
    now: Timestamp,
) -> Result<rustls::ServerConfig, Box<dyn std::error::Error>> {
    let key = match &config.certificate_key {
        Some(key) => key.clone(),
        None => {
            let folder = config.data.join("tls");
            keep_local(&folder, &config.names, now)?;
            folder.join("key.pem")
        }
    };
    let certificate = chain_file(config);
    let chain = CertificateDer::pem_file_iter(&certificate)?.collect::<Result<Vec<_>, _>>()?;
    let key = PrivateKeyDer::from_pem_file(&key)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut server = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    server.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(server)
}

/// Makes and renews the certificates of the office.
fn keep_local(folder: &Path, names: &[String], now: Timestamp) -> Done {
    make_private(folder)?;
    let names = all_names(names);
    let authority_key = read_key(&folder.join("ca-key.pem"))?;
    let authority = read_certificate(&folder.join("ca.pem"))
        .filter(|found| authority_key.as_ref().is_none_or(|key| fits(found, key)))
        .filter(|found| days_left(found, now) >= RENEW_DAYS);
    let server_is_good = match (&authority, read_key(&folder.join("key.pem"))?) {
        (Some(authority), Some(key)) => server_is_good(folder, authority, &key, &names, now),
        _ => false,
    };
    // Without its key (taken to a safe place, perhaps) the authority is good as long as nothing
    // new is asked of it.
    if server_is_good {
        return Ok(());
    }
    let (authority_key, authority) = match (authority_key, authority) {
        (Some(key), Some(authority)) => (key, authority),
        (key, _) => make_authority(folder, key, now)?,
    };
    make_server(folder, authority_key, &authority, &names, now)
}

/// The names of the configuration, and those every machine has for itself.
fn all_names(names: &[String]) -> BTreeSet<String> {
    let own = ["127.0.0.1", "::1"].map(str::to_owned);
    names.iter().map(|name| name.to_lowercase()).chain(own).collect()
}

/// A key, if there is one that can be read as such.
fn read_key(file: &Path) -> Result<Option<KeyPair>, std::io::Error> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(KeyPair::from_pem(&text).ok()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn read_certificate(file: &Path) -> Option<CertificateDer<'static>> {
    CertificateDer::from_pem_file(file).ok()
}

/// True when a certificate is for a key.
fn fits(certificate: &CertificateDer<'_>, key: &KeyPair) -> bool {
    X509Certificate::from_der(certificate)
        .is_ok_and(|(_, read)| read.public_key().subject_public_key.data == key.der_bytes())
}

fn days_left(certificate: &CertificateDer<'_>, now: Timestamp) -> i64 {
    X509Certificate::from_der(certificate).map_or(0, |(_, read)| {
        (read.validity().not_after.timestamp() - now.as_second()).div_euclid(24 * 60 * 60)
    })
}

/// True when the server's certificate is for its key, from this authority, for these names, for
/// servers, and for a while yet.
fn server_is_good(
    folder: &Path,
    authority: &CertificateDer<'_>,
    key: &KeyPair,
    names: &BTreeSet<String>,
    now: Timestamp,
) -> bool {
    let chain: Vec<_> = CertificateDer::pem_file_iter(folder.join("server.pem"))
        .map(|chain| chain.filter_map(Result::ok).collect())
        .unwrap_or_default();
    let [server, issuer] = chain.as_slice() else { return false };
    issuer == authority
        && fits(server, key)
        && days_left(server, now) >= RENEW_DAYS
        && X509Certificate::from_der(server).is_ok_and(|(_, read)| {
            names_of(&read) == *names
                && read
                    .extended_key_usage()
                    .ok()
                    .flatten()
                    .is_some_and(|use_| use_.value.server_auth)
        })
}

fn names_of(certificate: &X509Certificate<'_>) -> BTreeSet<String> {
    let names = certificate.subject_alternative_name().ok().flatten();
    let names = names.map(|names| names.value.general_names.as_slice()).unwrap_or_default();
    names
        .iter()
        .filter_map(|name| match name {
            GeneralName::DNSName(name) => Some(name.to_lowercase()),
            GeneralName::IPAddress(bytes) => match bytes.len() {
                4 => <[u8; 4]>::try_from(*bytes).ok().map(|b| IpAddr::from(b).to_string()),
                _ => <[u8; 16]>::try_from(*bytes).ok().map(|b| IpAddr::from(b).to_string()),
            },
            _ => None,
        })
        .collect()
}

/// From the day before yesterday, for clocks that are late, until a day.
fn limit(params: &mut CertificateParams, now: Timestamp, until: Date) {
    let day = |date: Date| {
        let number = |part: i8| u8::try_from(part).unwrap_or(1);
        rcgen::date_time_ymd(i32::from(date.year()), number(date.month()), number(date.day()))
    };
    params.not_before = day(first_day(now));
    params.not_after = day(until);
}

fn first_day(now: Timestamp) -> Date {
    tsumugi_app::op::local_day(now).saturating_sub(2.days())
}

/// What the authority says of itself. Its name and key are all that certificates refer to.
fn authority_params() -> CertificateParams {
    let mut authority = CertificateParams::default();
    authority.distinguished_name.push(DnType::CommonName, "Tsumugi local authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    authority
}

fn make_authority(
    folder: &Path,
    key: Option<KeyPair>,
    now: Timestamp,
) -> Result<(KeyPair, CertificateDer<'static>), Box<dyn std::error::Error>> {
    let replaced = folder.join("ca.pem").exists();
    let key = match key {
        Some(key) => key,
        None => {
            let key = KeyPair::generate()?;
            put(&folder.join("ca-key.pem"), &key.serialize_pem())?;
            key
        }
    };
    let mut params = authority_params();
    limit(&mut params, now, first_day(now).saturating_add(AUTHORITY_YEARS.years()));
    let root = params.self_signed(&key)?;
    put(&folder.join("trust.ja.txt"), TRUST)?;
    put(&folder.join("ca.pem"), &root.pem())?;
    let trust = folder.join("trust.ja.txt");
    let again = if replaced { " again: the authority is a new one" } else { "" };
    eprintln!(
        "made a certificate authority for this office; {} says how browsers trust it{again}",
        trust.display()
    );
    Ok((key, root.der().clone()))
}

fn make_server(
    folder: &Path,
    authority_key: KeyPair,
    authority: &CertificateDer<'static>,
    names: &BTreeSet<String>,
    now: Timestamp,
) -> Done {
    let file = folder.join("key.pem");
    let key = match read_key(&file)? {
        Some(key) => key,
        None => {
            let key = KeyPair::generate()?;
            put(&file, &key.serialize_pem())?;
            key
        }
    };
    let mut params = CertificateParams::new(names.iter().cloned().collect::<Vec<_>>())?;
    params.distinguished_name.push(DnType::CommonName, "Tsumugi");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    let until = first_day(now).saturating_add(SERVER_DAYS.days());
    let last = tsumugi_app::op::local_day(now)
        .saturating_add(days_left(authority, now).saturating_sub(1).days());
    limit(&mut params, now, until.min(last));
    let certificate = params.signed_by(&key, &Issuer::new(authority_params(), authority_key))?;
    let root = std::fs::read_to_string(folder.join("ca.pem"))?;
    put(&folder.join("server.pem"), &(certificate.pem() + &root))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    struct Office(tempfile::TempDir);

    impl Office {
        fn text(&self, name: &str) -> String {
            std::fs::read_to_string(self.0.path().join(name)).expect("the file")
        }

        fn keep(&self, list: &[&str], now: &str) -> (String, String) {
            keep_local(self.0.path(), &names(list), at(now)).expect("certificates");
            // The other side's view: the chain leads to the authority, for each name.
            let mut roots = rustls::RootCertStore::empty();
            let root = read_certificate(&self.0.path().join("ca.pem")).expect("a certificate");
            roots.add(root).expect("an authority");
            let provider = Arc::new(rustls::crypto::ring::default_provider());
            let judge = rustls::client::WebPkiServerVerifier::builder_with_provider(
                Arc::new(roots),
                provider,
            );
            let judge = judge.build().expect("a judge");
            let chain: Vec<_> = CertificateDer::pem_file_iter(self.0.path().join("server.pem"))
                .expect("the file")
                .collect::<Result<_, _>>()
                .expect("certificates");
            let time = u64::try_from(at(now).as_second()).expect("after 1970");
            let time =
                rustls::pki_types::UnixTime::since_unix_epoch(std::time::Duration::from_secs(time));
            for name in list {
                let name = (*name).to_owned().try_into().expect("a name");
                rustls::client::danger::ServerCertVerifier::verify_server_cert(
                    &*judge,
                    &chain[0],
                    &chain[1..],
                    &name,
                    &[],
                    time,
                )
                .expect("a browser would take it");
            }
            (self.text("ca.pem"), self.text("server.pem"))
        }
    }

    fn office() -> Office {
        Office(tempfile::tempdir().expect("a folder"))
    }

    #[test]
    fn the_server_is_renewed_and_the_authority_stays() {
        let office = office();
        let (ca, first) = office.keep(&["localhost"], "2026-11-23T01:00:00Z");
        assert_eq!(
            office.keep(&["localhost"], "2027-10-01T01:00:00Z"),
            (ca.clone(), first.clone())
        );
        let end = ends(&office.0.path().join("server.pem")).expect("a day");
        assert_eq!(end, at("2027-12-23T00:00:00Z"));
        let end = ends(&office.0.path().join("ca.pem")).expect("a day");
        assert_eq!(end, at("2036-11-21T00:00:00Z"));
        let (same, renewed) = office.keep(&["localhost"], "2027-12-01T01:00:00Z");
        assert!(same == ca && renewed != first);
        let both = ["Tsumugi.example", "192.0.2.7", "localhost"];
        let (same, named) = office.keep(&both, "2027-12-01T01:00:00Z");
        assert!(same == ca && named != renewed);
        assert_eq!(office.keep(&both, "2027-12-02T01:00:00Z").1, named);
        // Late in its life the authority is renewed with the same key.
        let (new, _) = office.keep(&both, "2036-11-10T01:00:00Z");
        assert_ne!(new, ca);
    }

    #[test]
    fn the_keys_are_their_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let office = office();
        office.keep(&["localhost"], "2026-11-23T01:00:00Z");
        for entry in std::fs::read_dir(office.0.path()).expect("the folder").flatten() {
            let mode = entry.metadata().expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{:?}", entry.path());
        }
    }

    #[test]
    fn whatever_a_crash_left_out_is_made_again() {
        let now = "2026-11-23T01:00:00Z";
        for lost in ["ca-key.pem", "ca.pem", "key.pem", "server.pem", "trust.ja.txt"] {
            let office = office();
            office.keep(&["localhost"], now);
            std::fs::remove_file(office.0.path().join(lost)).expect("removed");
            office.keep(&["localhost"], now);
            office.keep(&["localhost", "another.example"], now);
        }
        // As left behind by a crash in the middle of writing.
        let office = office();
        std::fs::write(office.0.path().join("ca-key.pem"), "half").expect("written");
        std::fs::write(office.0.path().join("server.pem"), "").expect("written");
        office.keep(&["localhost"], now);
    }

    #[test]
    fn an_authority_without_its_key_serves_until_something_changes() {
        let (office, now) = (office(), "2026-11-23T01:00:00Z");
        let before = office.keep(&["localhost"], now);
        std::fs::remove_file(office.0.path().join("ca-key.pem")).expect("taken away");
        assert_eq!(office.keep(&["localhost"], now), before);
        assert_ne!(office.keep(&["new.example"], now).0, before.0);
    }
}

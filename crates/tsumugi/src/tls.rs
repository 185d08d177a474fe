//! HTTPS from the first day: certificates of one's own, or a small authority of the office.

use crate::config::Config;
use crate::data_dir::{DataError, make_private, write_private};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::Path;
use std::sync::Arc;

/// The page that says how to trust the office's authority, to be printed.
const TRUST: &str = "つむぎの証明書を信頼する方法\n\n\
このパソコン（サーバー）と各パソコンのブラウザーのあいだの通信は暗号化されています。\n\
そのための証明書は、この事業所の中だけで作られました。各パソコンで一度だけ、次のことをしてください。\n\n\
1. ファイル ca.pem を、USBメモリーなどで各パソコンに渡します（key.pem は決して渡しません）。\n\
2. ブラウザーの設定で「証明書」を開き、「認証局」として ca.pem を読み込みます。\n\
3. 「このウェブサイトの識別にこの証明書を信頼する」を選びます。\n\
4. ブラウザーを開き直し、警告なしでつむぎが開けば終わりです。\n\n\
警告が出たまま使い続けないでください。偽のサーバーを見分けられなくなります。\n";

/// The server's side of TLS.
///
/// # Errors
/// When certificates cannot be read or made.
pub(crate) fn server_config(
    config: &Config,
) -> Result<rustls::ServerConfig, Box<dyn std::error::Error>> {
    let (certificate, key) = match (&config.certificate, &config.certificate_key) {
        (Some(certificate), Some(key)) => (certificate.clone(), key.clone()),
        _ => {
            let folder = config.data.join("tls");
            if !folder.join("ca.pem").exists() {
                make_authority(&folder, &config.names)?;
                eprintln!(
                    "made a certificate authority for this office; {} says how browsers trust it",
                    folder.join("trust.ja.txt").display()
                );
            }
            (folder.join("server.pem"), folder.join("key.pem"))
        }
    };
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

fn make_authority(folder: &Path, names: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    make_private(folder)?;
    let mut authority = CertificateParams::default();
    authority.distinguished_name.push(DnType::CommonName, "Tsumugi local authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let authority_key = KeyPair::generate()?;
    let root = authority.self_signed(&authority_key)?;
    // The authority's key is used once and forgotten: nobody can make a second server with it.
    let issuer = Issuer::new(authority, authority_key);
    let mut all = names.to_vec();
    all.extend(["127.0.0.1".to_owned(), "::1".to_owned()]);
    let mut server = CertificateParams::new(all)?;
    server.distinguished_name.push(DnType::CommonName, "Tsumugi");
    let key = KeyPair::generate()?;
    let certificate = server.signed_by(&key, &issuer)?;
    let write = |name: &str, text: &str| -> Result<(), DataError> {
        write_private(&folder.join(name), text)
    };
    write("key.pem", &key.serialize_pem())?;
    write("server.pem", &(certificate.pem() + &root.pem()))?;
    write("trust.ja.txt", TRUST)?;
    // Last, because its presence says that the others are there.
    write("ca.pem", &root.pem())?;
    Ok(())
}

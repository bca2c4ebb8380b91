//! The emulated Microsoft 365 as a program.

use std::fs;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use m365_emulator::{Emulator, Options};
use tokio::signal::unix::{SignalKind, signal};

/// An emulated Microsoft 365 for one application; listens on loopback only.
#[derive(Parser)]
struct Arguments {
    /// Address of the login host.
    #[arg(long, default_value = "127.0.0.1:4580")]
    login_address: SocketAddr,
    /// Address of Microsoft Graph.
    #[arg(long, default_value = "127.0.0.1:4581")]
    graph_address: SocketAddr,
    /// Address of the tenant's own identity provider.
    #[arg(long, default_value = "127.0.0.1:4582")]
    identity_provider_address: SocketAddr,
    /// Origin of the login host as clients name it, if it differs from its address.
    #[arg(long)]
    login_url: Option<String>,
    /// Origin of Microsoft Graph as clients name it, if it differs from its address.
    #[arg(long)]
    graph_url: Option<String>,
    /// Origin of the identity provider as browsers name it, if it differs from its address.
    #[arg(long)]
    identity_provider_url: Option<String>,
    /// Folder for the certificate authority by which clients trust the origins, which then use TLS.
    #[arg(long)]
    tls_folder: Option<PathBuf>,
    /// The app registration, JSON.
    #[arg(long)]
    app: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let mut text = format!("m365-emulator: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                text.push_str(": ");
                text.push_str(&error.to_string());
                cause = error.source();
            }
            let _nowhere_else_to_say_it = writeln!(io::stderr(), "{text}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let file = arguments.app.display();
    let text = fs::read_to_string(&arguments.app)
        .map_err(|error| format!("cannot read the app registration {file}: {error}"))?;
    let app = serde_json::from_str(&text)
        .map_err(|error| format!("the app registration {file} is wrong: {error}"))?;
    let mut options = Options::new(app);
    options.login_address = arguments.login_address;
    options.graph_address = arguments.graph_address;
    options.identity_provider_address = arguments.identity_provider_address;
    options.login_url = arguments.login_url;
    options.graph_url = arguments.graph_url;
    options.identity_provider_url = arguments.identity_provider_url;
    options.tls_folder = arguments.tls_folder;
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    let emulator = Emulator::start(options).await?;
    writeln!(
        io::stdout(),
        "ready login={} graph={} identity_provider={}",
        emulator.login_url(),
        emulator.graph_url(),
        emulator.identity_provider_url()
    )?;
    io::stdout().flush()?;
    tokio::select! {
        _ = interrupted.recv() => {}
        _ = terminated.recv() => {}
    }
    Ok(())
}

//! Connections with TLS or without, which a handler can reset for the fault `reset`.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;

/// Handle of the connection on which a request came.
#[derive(Debug, Clone)]
pub(crate) struct Connection(Arc<AtomicBool>);

impl Connection {
    /// Lets the next write fail: the client sees a connection that ends without an answer.
    pub(crate) fn reset(&self) {
        self.0.store(true, Ordering::Release);
    }
}

/// A listener whose connections can be reset. TLS handshakes are made side by side.
pub(crate) struct ResettableListener {
    address: SocketAddr,
    connections: mpsc::Receiver<(Box<dyn Stream>, SocketAddr)>,
}

/// A connection with TLS or without.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// A connection that can be reset.
pub(crate) struct ResettableStream {
    stream: Box<dyn Stream>,
    reset: Arc<AtomicBool>,
}

impl ResettableListener {
    /// Takes connections until it is dropped.
    pub(crate) fn new(
        listener: TcpListener,
        address: SocketAddr,
        tls: Option<TlsAcceptor>,
    ) -> Self {
        let (sender, connections) = mpsc::channel(1);
        tokio::spawn(async move {
            let accept = async |mut listener: TcpListener| loop {
                let (stream, peer) = Listener::accept(&mut listener).await;
                tokio::spawn(open(stream, peer, tls.clone(), sender.clone()));
            };
            tokio::select! {
                () = sender.closed() => {}
                () = accept(listener) => {}
            }
        });
        Self {
            address,
            connections,
        }
    }
}

async fn open(
    stream: TcpStream,
    peer: SocketAddr,
    tls: Option<TlsAcceptor>,
    sender: mpsc::Sender<(Box<dyn Stream>, SocketAddr)>,
) {
    // Without it small answers wait for an acknowledgement, which would look like Microsoft being slow.
    let _still_usable = stream.set_nodelay(true);
    let stream: Box<dyn Stream> = match tls {
        None => Box::new(stream),
        // A handshake that fails is its client's news.
        Some(tls) => match tls.accept(stream).await {
            Ok(stream) => Box::new(stream),
            Err(_) => return,
        },
    };
    let _the_emulator_has_stopped = sender.send((stream, peer)).await;
}

impl Listener for ResettableListener {
    type Io = ResettableStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let Some((stream, peer)) = self.connections.recv().await else {
            return std::future::pending().await;
        };
        let reset = Arc::default();
        (ResettableStream { stream, reset }, peer)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(self.address)
    }
}

impl Connected<IncomingStream<'_, ResettableListener>> for Connection {
    fn connect_info(stream: IncomingStream<'_, ResettableListener>) -> Self {
        Self(Arc::clone(&stream.io().reset))
    }
}

impl ResettableStream {
    fn check(&self) -> io::Result<()> {
        if self.reset.load(Ordering::Acquire) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(())
    }
}

impl AsyncRead for ResettableStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for ResettableStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

"""A mail server of the tests' own: Dovecot from the machine, in a temporary folder, as a user without rights."""

import base64
import grp
import hmac
import json
import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

_NONE = "no Dovecot here: install `dovecot-imapd` (and openssl) to run the tests of IMAP"
_USERS = ("nobody", "daemon")
PASSWORD = "a pass, with ü"
#: What the server's access tokens are signed with.
_SECRET = b"a secret that only the tests and their server know"


def binary() -> str | None:
    """Dovecot, on the PATH or where Debian puts it."""
    return shutil.which("dovecot") or next((p for p in ("/usr/sbin/dovecot",) if Path(p).exists()), None)


class Dovecot:
    """
    A server that lasts as long as the tests: ``desk`` is its one user.

    Args:
        folder: Where it keeps all it has; short, since sockets lie in it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plain, self.tls = _free(), _free()
        self._certificate()
        self._user = next((pwd.getpwnam(name) for name in _USERS if os.getuid() == 0), pwd.getpwuid(os.getuid()))
        (folder / "dovecot.conf").write_text(self._settings(), "utf-8")
        (folder / "users").write_text(f"desk:{{PLAIN}}{PASSWORD}\n", "utf-8")
        # Of this folder the user may only look at what is in it.
        (folder / "acl").write_text("Shown owner lr\n", "utf-8")
        (folder / "oauth2.conf").write_text(
            f"introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={folder}/keys/\n"
            "username_attribute = sub\nactive_attribute = active\nactive_value = yes\n",
            "utf-8",
        )
        (folder / "keys" / "default" / "HS256").mkdir(parents=True)
        (folder / "keys" / "default" / "HS256" / "default").write_bytes(base64.b64encode(_SECRET))
        if os.getuid() == 0:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, self._user.pw_uid, self._user.pw_gid)
        self.start()

    @property
    def mail(self) -> Path:
        """The user's mailbox, a Maildir."""
        return self.folder / "mail"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        program = binary()
        assert program
        self._server = subprocess.Popen(
            [program, "-F", "-c", str(self.folder / "dovecot.conf")], cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=self._user.pw_uid, group=self._user.pw_gid,
            extra_groups=() if os.getuid() == 0 else None, start_new_session=True,
        )  # fmt: skip
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.plain), 1) as probe:
                    probe.settimeout(5)
                    if probe.recv(100).startswith(b"* OK"):
                        return
            except OSError:
                time.sleep(0.05)
        log = (self.folder / "log").read_text("utf-8") if (self.folder / "log").exists() else "it left no log"
        raise AssertionError(f"Dovecot does not answer: {log}")

    def stop(self) -> None:
        """Stop it, as a machine that restarts does."""
        self._server.terminate()
        self._server.wait(20)

    def deliver(self, name: str, data: bytes, folder: str = "") -> None:
        """Put a message into the mailbox, as the machine's own post office does."""
        box = self.mail / folder
        for part in ("tmp", "new", "cur"):
            (box / part).mkdir(parents=True, exist_ok=True)
        path = box / "tmp" / name
        path.write_bytes(data)
        self._own(self.mail, box, path, *(box / part for part in ("tmp", "new", "cur")))
        path.rename(box / "new" / name)

    def clear(self) -> None:
        """Empty it, for the next test."""
        shutil.rmtree(self.mail, ignore_errors=True)

    def _own(self, *paths: Path) -> None:
        if os.getuid() == 0:
            for path in paths:
                os.chown(path, self._user.pw_uid, self._user.pw_gid)

    def _certificate(self) -> None:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
             "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
             str(self.folder / "key.pem"), "-out", str(self.folder / "cert.pem")],
            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def _settings(self) -> str:
        own, user = self.folder, self._user.pw_name
        return f"""
base_dir = {own}/run
state_dir = {own}/state
log_path = {own}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {_group(self._user.pw_gid)}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{own}/mail
ssl = yes
ssl_cert = <{own}/cert.pem
ssl_key = <{own}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login xoauth2
mail_plugins = acl
plugin {{
  acl = vfile:{own}/acl
}}
auth_failure_delay = 0
login_trusted_networks =
passdb {{
  driver = passwd-file
  args = {own}/users
  mechanisms = plain login
}}
passdb {{
  driver = oauth2
  args = {own}/oauth2.conf
  mechanisms = xoauth2
}}
userdb {{
  driver = static
  args = uid={self._user.pw_uid} gid={self._user.pw_gid} home={own}
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.plain}
  }}
  inet_listener imaps {{
    port = {self.tls}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
"""


def token(seconds: float) -> str:
    """An access token for the user that is good for so many *seconds*."""
    now = time.time()
    said = {"sub": "desk", "active": "yes", "iat": int(now) - 60, "exp": int(now + seconds)}
    parts = [_packed(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, said)]
    seal = hmac.digest(_SECRET, ".".join(parts).encode(), "sha256")
    return ".".join((*parts, _packed(seal)))


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _group(gid: int) -> str:
    return grp.getgrgid(gid).gr_name


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def server(folder: Path) -> Dovecot:
    """A server in a *folder*; the test that wants one is skipped where there is no Dovecot."""
    if not (binary() and shutil.which("openssl")):
        pytest.skip(_NONE)
    return Dovecot(folder)

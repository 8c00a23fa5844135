"""PostgreSQL: the server that ``PGHOST`` names, else a private cluster for throwaway data.

The private cluster listens on a Unix socket only, in a folder that its user alone can enter,
so nobody else on the machine can connect although it asks no password. It trades safety
after a power cut for speed (``fsync = off``): keep nothing of worth in it.
"""

import os
import pwd
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools import machine
from tools.paths import cache, short_hash
from tools.steps import StepError, call

ROLE = "vises"
PORT = 5432  # names the socket file; no TCP port is opened
LONGEST_SOCKET = 90  # bytes; the system's limit is 107 with the file's name


@dataclass(frozen=True)
class Server:
    """How to connect: host (or folder of the socket), port, user, password ('' for none)."""

    host: str
    port: int
    user: str
    password: str = ""

    def environment(self) -> dict[str, str]:
        """The variables by which psql and libpq connect."""
        variables = {"PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": self.user}
        if self.password:
            variables["PGPASSWORD"] = self.password
        return variables


def _given() -> Server | None:
    """The server of the environment's PG variables, if PGHOST is set."""
    host = os.environ.get("PGHOST")
    if not host:
        return None
    return Server(
        host,
        int(os.environ.get("PGPORT") or PORT),
        os.environ.get("PGUSER") or pwd.getpwuid(os.geteuid()).pw_name,
        os.environ.get("PGPASSWORD", ""),
    )


def _owner() -> pwd.struct_passwd:
    """The user the cluster runs as: ourselves, or (PostgreSQL refuses root) another."""
    if not machine.is_root():
        return pwd.getpwuid(os.geteuid())
    return pwd.getpwnam("postgres" if machine.has_user("postgres") else "nobody")


def _home() -> Path:
    """The cluster's folder. As root it lies where the other user can reach it."""
    if machine.is_root():
        return Path("/var/lib/vises-impact") / short_hash(str(cache()))
    return cache() / "postgres"


def _sockets() -> Path:
    """The folder of the socket; a short path, as the system wants."""
    folder = _home() / "run"
    if len(str(folder).encode()) > LONGEST_SOCKET:
        name = f"vises-{os.geteuid()}-{short_hash(str(folder))}"
        folder = Path(tempfile.gettempdir()) / name
    return folder


def _own(folder: Path) -> None:
    """Make ``folder`` the cluster user's, closed to others."""
    owner = _owner()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if machine.is_root():
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    elif folder.stat().st_uid != owner.pw_uid:
        raise StepError(f"{folder} belongs to someone else", "remove it, or set TMPDIR")
    folder.chmod(0o700)


def _as_owner() -> dict[str, object]:
    """Options of subprocess by which a program runs as the cluster's user."""
    if not machine.is_root():
        return {}
    owner = _owner()
    groups = os.getgrouplist(owner.pw_name, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": groups}


def _programs() -> Path:
    """The folder of PostgreSQL's programs, of the version that made the cluster."""
    folders = machine.postgres_folders()
    if not folders:
        raise StepError("PostgreSQL's server programs are not there", "run again to install them")
    version = _home() / "data" / "PG_VERSION"
    if version.exists():
        series = version.read_text(encoding="utf-8").strip()
        same = [folder for folder in folders if folder.parent.name == series]
        if same:
            return same[0]
        if folders[0].parent.parent.name == "postgresql":
            raise StepError(
                f"the private databases were made by PostgreSQL {series}, which is gone",
                "run './vises clean --all' and start afresh",
            )
    return folders[0]


def _settings() -> str:
    """The cluster's settings: quick, and modest in memory on a small machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    # In a chroot /dev/shm may be a plain folder that the cluster's user cannot write to.
    shm = Path("/dev/shm")
    shared = "posix" if shm.is_dir() and shm.stat().st_mode & 0o002 else "mmap"
    lines = {
        "listen_addresses": "''",
        "unix_socket_directories": f"'{_sockets()}'",
        "port": PORT,
        "max_connections": 300,
        "dynamic_shared_memory_type": shared,
        "shared_buffers": "512MB" if memory > 6 * 2**30 else "128MB",
        "maintenance_work_mem": "128MB",
        "work_mem": "32MB",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "wal_level": "minimal",
        "max_wal_senders": 0,
        "max_wal_size": "4GB",
        "checkpoint_timeout": "30min",
        "jit": "off",
        "timezone": "'UTC'",
    }
    return "".join(f"{name} = {value}\n" for name, value in lines.items())


def _create() -> None:
    """Make the cluster: in a rough folder first, renamed when whole."""
    home, data = _home(), _home() / "data"
    rough = home / "data.making"
    shutil.rmtree(rough, ignore_errors=True)
    shutil.rmtree(data, ignore_errors=True)
    command = [_programs() / "initdb", "-D", rough, "-U", ROLE, "-A", "trust", "-N"]
    call([*command, "-E", "UTF8", "--locale=C.UTF-8"], cwd=home, **_as_owner())
    with open(rough / "postgresql.conf", "a", encoding="utf-8") as conf:
        conf.write("\ninclude 'vises.conf'\n")
    (rough / "vises.conf").touch()
    rough.rename(data)


def _running() -> bool:
    data = _home() / "data"
    if not (data / "PG_VERSION").exists():
        return False
    try:
        call([_programs() / "pg_ctl", "-D", data, "status"], cwd=_home(), **_as_owner())
    except StepError:
        return False
    return True


def start() -> Server:
    """The server to use; the private cluster is made and started when need be."""
    if given := _given():
        return given
    server = Server(str(_sockets()), PORT, ROLE)
    if _running():
        return server
    home = _home()
    if machine.is_root():
        home.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        home.parent.chmod(0o755)
    _own(home)
    _own(_sockets())
    if not (home / "data" / "PG_VERSION").exists():
        _create()
    settings = home / "data" / "vises.conf"
    settings.write_text(_settings(), encoding="utf-8")
    log = home / "server.log"
    call(
        [_programs() / "pg_ctl", "-D", home / "data", "-l", log, "-w", "-t", "60", "start"],
        f"read {log}; './vises clean --all' starts afresh",
        cwd=home,
        start_new_session=True,
        **_as_owner(),
    )
    return server


def stop() -> bool:
    """Stop the private cluster; returns whether one was running."""
    if _given() or not machine.postgres_folders() or not _running():
        return False
    command = [_programs() / "pg_ctl", "-D", _home() / "data", "-m", "fast", "-w", "stop"]
    call(command, cwd=_home(), **_as_owner())
    return True


def remove() -> None:
    """Stop and delete the private cluster with all its databases."""
    if not _given():
        stop()
        shutil.rmtree(_home(), ignore_errors=True)

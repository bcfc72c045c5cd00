# shellcheck shell=bash disable=SC2034
# Sourced by tools/quickstart and tools/test: what a Debian 12 machine needs, how the missing part of
# it gets there, and how many compilers fit into memory. Expects `set -euo pipefail`.

build_packages=(g++ cmake ninja-build git libyaml-cpp-dev libtbb-dev libboost-dev libfmt-dev libcli11-dev
                libssl-dev libsqlite3-dev nlohmann-json3-dev pkg-config libxlsxwriter-dev)
# The report's pictures are bundled with npm. Node from elsewhere brings its own, which Debian's conflicts with.
command -v npm >/dev/null || build_packages+=(nodejs npm)
# The page is looked at in Chromium, the workbook in LibreOffice.
test_packages=(catch2 python3 python3-jsonschema python3-yaml chromium fonts-noto-cjk libreoffice-calc)
# For tools/fuzz and tools/sanitize; the second brings libFuzzer and the sanitizers.
fuzz_packages=(clang-16 libclang-rt-16-dev)

say() { printf '%s: %s\n' "$(basename "$0")" "$*"; }
fail() { say "$*" >&2; exit 1; }

# Reads the options that both scripts share.
install=yes
read_options() {
  local option
  for option in "$@"; do
    case $option in
      --no-install) install=no ;;
      -h|--help) usage; exit 0 ;;
      *) say "there is no option '$option'" >&2; usage >&2; exit 2 ;;
    esac
  done
}

is_installed() { [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# Installs those of the named packages that are missing; touches nothing when none is.
ensure_packages() {
  if [[ $install == no ]]; then
    say "packages are left as they are (--no-install)"
    return
  fi
  command -v dpkg-query >/dev/null || fail "this is not Debian; install the equivalents of '$*' and call me with --no-install"
  local package missing=()
  for package in "$@"; do is_installed "$package" || missing+=("$package"); done
  if ((${#missing[@]} == 0)); then
    say "all packages are there"
    return
  fi
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    fail "these packages are missing and only root can install them: ${missing[*]}
  as root: apt-get install ${missing[*]}
  then call me again, with --no-install if you like"
  fi
  say "installing ${missing[*]}"
  as_root apt-get -q update || say "the package lists could not be refreshed; trying with those that are there"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}" ||
    fail "the packages could not be installed (see above)"
}

# Called through sudo from the top folder, the rest runs as the caller, so that the build folder belongs to whom the sources do.
leave_sudo() {
  if ((EUID == 0)) && [[ -n ${SUDO_USER:-} && $SUDO_USER != root && $(stat -c %U .) == "$SUDO_USER" ]]; then
    exec runuser -u "$SUDO_USER" -- "tools/$(basename "$0")" --no-install
  fi
}

# Memory in GiB that this machine or container still has to give.
memory_gib() {
  local available limit=/sys/fs/cgroup/memory.max bound
  available=$(awk '/^MemAvailable:/ {print int($2 / 1048576)}' /proc/meminfo)
  if [[ -r $limit ]] && bound=$(<"$limit") && [[ $bound != max ]]; then
    bound=$((bound / 1073741824))
    ((bound < available)) && available=$bound
  fi
  echo "$available"
}

# How many compilers at a time: one per CPU, 2 GiB for each. CMAKE_BUILD_PARALLEL_LEVEL goes before.
compilers_at_a_time() {
  local cpus by_memory
  cpus=$(nproc)
  by_memory=$(($(memory_gib) / 2))
  ((by_memory < 1)) && by_memory=1
  echo "${CMAKE_BUILD_PARALLEL_LEVEL:-$((cpus < by_memory ? cpus : by_memory))}"
}

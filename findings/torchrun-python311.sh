#!/usr/bin/env bash
# Debian 12's python3-torch 1.13.1+dfsg-4 on its Python 3.11.
#
# One would expect: `torchrun --nproc_per_node 1 script.py` runs the script; so say the manual and every tutorial.
# What happens: it dies before the script starts, with AttributeError: 'NoneType' object has no attribute 'get'. Where
#   their output goes is an IntFlag (NONE = 0, OUT = 1, ERR = 2, ALL = 3) that torchrun looks up by iterating over it; since
#   Python 3.11 iterating over a flag gives only its single bits, so that the default, 0, is not found, nor is 3.
# Who meets it: whoever trains on more than one process on Debian 12. `torchrun --redirects 1 --tee 1` works, since 1 is a
#   single bit; so does starting the processes oneself with RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT.
set -euo pipefail
version=$(dpkg-query -W -f '${Version}' python3-torch 2>/dev/null || true)
if [ "$version" != "1.13.1+dfsg-4" ]; then
  echo "this needs Debian 12 with python3-torch 1.13.1+dfsg-4 (found: ${version:-none})"
  exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf 'import os\nprint("rank", os.environ["RANK"], "ran")\n' > hello.py

torchrun() { /usr/bin/python3 -m torch.distributed.run --nproc_per_node 1 "$@" hello.py 2>&1 || true; }
plain=$(torchrun)
told=$(torchrun --redirects 1 --tee 1 --log_dir "$work/logs")
echo "torchrun hello.py:"
echo "$plain" | tail -1 | sed 's/^/  /'
echo "torchrun --redirects 1 --tee 1 hello.py:"
echo "$told" | grep ran | sed 's/^/  /'

if grep -q "'NoneType' object has no attribute 'get'" <<<"$plain" && grep -q 'rank 0 ran' <<<"$told"; then
  echo "as found: torchrun needs to be told where its processes' output goes"
else
  echo "CHANGED: expected an AttributeError without the two options, and a run with them"
  exit 1
fi

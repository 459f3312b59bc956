# How precise the clock of an exported module is in half precision and under autocast; and whether its tensors can be saved.
import contextlib
import json
import math
import sys

import torch

sys.path.insert(0, ".")
import model

times = torch.tensor([0, 1, 417, 998, 999])
angles = times[:, None].double() * torch.exp(-math.log(10000) * torch.arange(128, dtype=torch.float64) / 128)
waves = torch.cat([angles.cos(), angles.sin()], -1)
told = {}
for name in ["bfloat16", "float16", "autocast"]:
    dtype = torch.float32 if name == "autocast" else getattr(torch, name)
    net = model.DiT().to(dtype)
    seen = []

    def linear(x, weight, *bias):
        if weight is net.t_embedder.mlp[0].weight:
            seen.append(x)
        # A processor does not multiply in half precision everywhere.
        return torch.zeros(*x.shape[:-1], len(weight), dtype=x.dtype)

    model.F.linear = linear
    around = torch.autocast("cpu", torch.bfloat16) if name == "autocast" else contextlib.nullcontext()
    with around, contextlib.suppress(RuntimeError):
        net(torch.zeros(5, *json.loads(sys.argv[1]), dtype=dtype), times, torch.zeros(5, dtype=torch.int64))
    model.save_tensors("half.safetensors", {"waves": seen[0]}, {})
    told[name] = (model.load_tensors("half.safetensors")[0]["waves"].reshape(5, 256).double() - waves).abs().max().item()
print(json.dumps(told))

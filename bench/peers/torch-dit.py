# The DiT in PyTorch, asked by torch.ts: a line in, a line out. Weights are kept outputs×inputs, as linear layers keep them.
import base64, json, resource, sys
from time import perf_counter
import torch
import torch.nn.functional as F

def tensor(told):
    data = bytearray(base64.b64decode(told["data"]))
    return torch.frombuffer(data, dtype=torch.float32).reshape(told["shape"]).clone()

def said(x):
    return base64.b64encode(x.detach().contiguous().numpy().tobytes()).decode()

def prediction(w, b, x, time, label, positions, depth, heads):
    layer = lambda name, value: F.linear(value, w[name], b[name])
    norm = lambda value: F.layer_norm(value, value.shape[-1:], eps=1e-6)
    condition = F.silu(layer("clock.out", F.silu(layer("clock.in", time))) + F.linear(label, w["classTable"]))
    tokens = layer("embed", x) + positions
    for i in range(depth):
        block = f"block{i}."
        shift, scale, gate, shift2, scale2, gate2 = layer(block + "modulation", condition).chunk(6, -1)
        qkv = layer(block + "attention.qkv", norm(tokens) * (1 + scale) + shift)
        q, k, v = qkv.unflatten(-1, (3, heads, -1)).permute(2, 0, 3, 1, 4)
        shares = torch.softmax(q @ k.transpose(-2, -1) * q.shape[-1] ** -0.5, -1)
        pooled = (shares @ v).transpose(1, 2).flatten(2)
        tokens = tokens + gate * layer(block + "attention.out", pooled)
        up = layer(block + "mlp.up", norm(tokens) * (1 + scale2) + shift2)
        tokens = tokens + gate2 * layer(block + "mlp.down", F.gelu(up, approximate="tanh"))
    shift, scale = layer("last.modulation", condition).chunk(2, -1)
    return layer("prediction", norm(tokens) * (1 + scale) + shift)

for line in sys.stdin:
    asked = json.loads(line)
    if "weights" in asked:
        torch.set_num_threads(asked["threads"])
        trains = asked["trains"]
        brought = {name: tensor(told) for name, told in asked["brings"].items()}
        target = brought.pop("target")
        w, b = {}, {}
        for name, told in asked["weights"].items():
            if name.endswith(".bias"):
                b[name[:-5]] = tensor(told).reshape(-1).requires_grad_(trains)
            else:
                w[name.replace(".weight", "")] = tensor(told).T.contiguous().requires_grad_(trains)
        compute = lambda: prediction(w, b, depth=asked_depth, heads=asked_heads, **brought)
        asked_depth, asked_heads = asked["depth"], asked["heads"]
        learned = [*w.values(), *b.values()]
        if trains:
            optimizer = torch.optim.AdamW(learned, lr=asked["rate"], weight_decay=0, foreach=True, **asked["adam"])
        result = None
        print("{}", flush=True)
    elif "times" in asked:
        since = perf_counter()
        for _ in range(asked["times"]):
            if trains:
                optimizer.zero_grad(set_to_none=True)
                loss = F.mse_loss(compute(), target)
                loss.backward()
                optimizer.step()
                result = loss.detach().reshape(1)
                result.item()
            else:
                with torch.inference_mode():
                    result = compute()
        print(json.dumps({"ms": (perf_counter() - since) * 1000}), flush=True)
    elif "peak" in asked:
        print(json.dumps({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}), flush=True)
    else:
        print(json.dumps({"result": said(result)}), flush=True)

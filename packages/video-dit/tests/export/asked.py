# What PyTorch makes of exported folders: outputs, losses, gradients and three steps of AdamW, in double precision.
import importlib
import sys
from pathlib import Path

import torch

torch.set_num_threads(1)
for folder in map(Path, sys.argv[1:]):
    sys.path.insert(0, str(folder))
    sys.modules.pop("model", None)
    model = importlib.import_module("model")
    sys.path.pop(0)
    net = model.DiT()
    net.load_state_dict(model.load_tensors(folder / "model.safetensors")[0])
    net.double()
    asked, _ = model.load_tensors(folder / "asked.safetensors")
    sample = {name[7:]: tensor for name, tensor in asked.items() if name.startswith("sample.")}
    answers = {"output": net(asked["x"], asked["t"], asked["words"])}
    learned = {name: p for name, p in net.named_parameters() if p.requires_grad}
    optimizer = torch.optim.AdamW(learned.values(), lr=1e-3, weight_decay=0)
    for step in range(3):
        optimizer.zero_grad()
        losses = model.loss(net, **sample)
        losses.mean().backward()
        answers[f"losses{step}"] = losses
        if step == 0:
            answers.update({f"gradient.{name}": p.grad.clone() for name, p in learned.items()})
        optimizer.step()
    answers.update({f"after.{name}": p for name, p in learned.items()})
    model.save_tensors(folder / "answers.safetensors", answers, {})

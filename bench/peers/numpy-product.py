# A matrix product in NumPy, asked by numpy.ts: told once, worked out as often as asked, and answered when asked for.
import base64, json, sys, numpy
from time import perf_counter
a = b = c = None
for line in sys.stdin:
    asked = json.loads(line)
    if "a" in asked:
        of = lambda name, rows, columns: numpy.frombuffer(base64.b64decode(asked[name]), numpy.float32).reshape(rows, columns)
        a, b = of("a", asked["m"], asked["k"]), of("b", asked["k"], asked["n"])
        c = numpy.empty((asked["m"], asked["n"]), numpy.float32)
        print("{}", flush=True)
    elif "times" in asked:
        since = perf_counter()
        for _ in range(asked["times"]):
            numpy.matmul(a, b, out=c)
        print(json.dumps({"ms": (perf_counter() - since) * 1000}), flush=True)
    else:
        print(json.dumps({"c": base64.b64encode(c.tobytes()).decode()}), flush=True)

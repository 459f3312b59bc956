    // The thirteen steps of the Java starter, filled in.

    interface Two {
        Num of(Num a, Num b);
    }

    static Num[][] table(int rows, int columns) {
        Num[][] all = new Num[rows][columns];
        for (Num[] row : all) Arrays.fill(row, Num.of(0));
        return all;
    }

    static Num[][] each(Two of, Num[][] a, Num[][] b) {
        Num[][] out = table(a.length, a[0].length);
        for (int r = 0; r < a.length; r++)
            for (int c = 0; c < a[0].length; c++) out[r][c] = of.of(a[r][c], b[r].length == 1 ? b[r][0] : b[r][c]);
        return out;
    }

    static Num[][] times(Num[][] a, Num[][] b) {
        Num[][] out = table(a.length, b[0].length);
        for (int r = 0; r < a.length; r++)
            for (int c = 0; c < b[0].length; c++)
                for (int i = 0; i < b.length; i++) out[r][c] = out[r][c].plus(a[r][i].times(b[i][c]));
        return out;
    }

    static Num[][] transpose(Num[][] a) {
        Num[][] out = table(a[0].length, a.length);
        for (int r = 0; r < a.length; r++) for (int c = 0; c < a[0].length; c++) out[c][r] = a[r][c];
        return out;
    }

    static Num[][] rowSums(Num[][] a) {
        Num[][] out = table(a.length, 1);
        for (int r = 0; r < a.length; r++) for (Num x : a[r]) out[r][0] = out[r][0].plus(x);
        return out;
    }

    static Num[][] max0(Num[][] a) {
        return each((x, y) -> x.compareTo(Num.of(0)) > 0 ? x : Num.of(0), a, a);
    }

    static Num[][] linear(Json layer, Num[][] x) {
        return each(Num::plus, times(layer.get("weight").matrix(), x), layer.get("bias").column());
    }

    static Num[][] above(Num[][] a, Num[][] b) {
        List<Num[]> rows = new ArrayList<>(Arrays.asList(a));
        rows.addAll(Arrays.asList(b));
        return rows.toArray(new Num[0][]);
    }

    interface Visit {
        void at(int frame, int row, int column, int pixel, int patch);
    }

    static void places(Json lesson, Visit visit) {
        Json video = lesson.get("video"), patch = lesson.get("patch");
        int pf = patch.get("frames").whole(), pr = patch.get("rows").whole(), pc = patch.get("columns").whole(), n = 0;
        for (int f = 0; f < video.size(); f += pf)
            for (int r = 0; r < video.get(0).size(); r += pr)
                for (int c = 0; c < video.get(0).get(0).size(); c += pc, n++)
                    for (int i = 0, p = 0; i < pf; i++)
                        for (int j = 0; j < pr; j++) for (int k = 0; k < pc; k++, p++) visit.at(f + i, r + j, c + k, p, n);
    }

    // Step 1: patchify
    static void patchify(Json lesson, Matrices m) {
        int[] size = {0, 0};
        places(lesson, (f, r, c, p, n) -> {
            size[0] = Math.max(size[0], p + 1);
            size[1] = Math.max(size[1], n + 1);
        });
        Num[][] patches = table(size[0], size[1]);
        places(lesson, (f, r, c, p, n) -> patches[p][n] = lesson.get("video").get(f).get(r).get(c).number());
        m.put("patches", patches);
    }

    // Step 2: encode
    static void encode(Json lesson, Matrices m) {
        m.put("encoderPre", linear(lesson.get("encoder"), m.get("patches")));
        m.put("latent", max0(m.get("encoderPre")));
    }

    // Step 3: add-noise
    static void addNoise(Json lesson, Matrices m) {
        m.put("noise", lesson.get("noise").matrix());
        m.put("noised", each(Num::plus, m.get("latent"), m.get("noise")));
    }

    // Step 4: conditions
    static void encodeConditions(Json lesson, Matrices m) {
        Json words = lesson.get("prompt").get("words"), timestep = lesson.get("timestep");
        Num[][] text = null;
        for (String word : words.names())
            text = text == null ? words.get(word).column() : each(Num::plus, text, words.get(word).column());
        m.put("textEmbedding", text);
        int t = timestep.get("t").whole(), bits = timestep.get("bits").whole();
        Num[][] time = table(bits, 1);
        for (int r = 0; r < bits; r++) time[r][0] = Num.of((t >> (bits - 1 - r)) & 1);
        m.put("timeEmbedding", time);
        m.put("condition", above(m.get("textEmbedding"), m.get("timeEmbedding")));
    }

    // Step 5: estimate
    static void estimateScaleAndShift(Json lesson, Matrices m) {
        m.put("scaleShift", linear(lesson.get("modulation"), m.get("condition")));
        int d = m.get("noised").length;
        m.put("scale", Arrays.copyOfRange(m.get("scaleShift"), 0, d));
        m.put("shift", Arrays.copyOfRange(m.get("scaleShift"), d, 2 * d));
    }

    // Step 6: apply
    static void applyScaleAndShift(Json lesson, Matrices m) {
        m.put("scaled", each(Num::times, m.get("noised"), m.get("scale")));
        m.put("conditioned", each(Num::plus, m.get("scaled"), m.get("shift")));
    }

    // Step 7: attention
    static void selfAttention(Json lesson, Matrices m) {
        Json given = lesson.get("attention");
        String kind = given.get("kind").text();
        if (kind.equals("given")) {
            m.put("attention", given.get("matrix").matrix());
            return;
        }
        m.put("queries", times(given.get("query").matrix(), m.get("conditioned")));
        m.put("keys", times(given.get("key").matrix(), m.get("conditioned")));
        m.put("scores", times(transpose(m.get("keys")), m.get("queries")));
        double root = Math.sqrt(given.get("query").size());
        Num[][] columns = transpose(m.get("scores"));
        for (Num[] scores : columns) {
            Num largest = Arrays.stream(scores).max(Num::compareTo).orElseThrow();
            if (kind.equals("hard")) {
                long tied = Arrays.stream(scores).filter(score -> score.compareTo(largest) == 0).count();
                Num share = Num.of(1).over(Num.of(tied));
                for (int i = 0; i < scores.length; i++) scores[i] = scores[i].compareTo(largest) == 0 ? share : Num.of(0);
            } else {
                double total = 0;
                for (int i = 0; i < scores.length; i++) {
                    double power = Math.exp(scores[i].minus(largest).decimal() / root);
                    total += power;
                    scores[i] = Num.of(power);
                }
                for (int i = 0; i < scores.length; i++) scores[i] = Num.of(scores[i].decimal() / total);
            }
        }
        m.put("attention", transpose(columns));
    }

    // Step 8: pooling
    static void attentionPooling(Json lesson, Matrices m) {
        m.put("pooled", times(m.get("conditioned"), m.get("attention")));
    }

    // Step 9: feed-forward
    static void feedForward(Json lesson, Matrices m) {
        m.put("predictedNoise", linear(lesson.get("feedForward"), m.get("pooled")));
    }

    // Step 10: slopes
    static void lossAndGradients(Json lesson, Matrices m) {
        Json given = lesson.get("attention");
        String kind = given.get("kind").text();
        Num[][] x = m.get("conditioned");
        m.put("lossGradient", each(Num::minus, m.get("predictedNoise"), m.get("noise")));
        Num[][] error = m.get("lossGradient");
        Num[][] total = rowSums(transpose(rowSums(each(Num::times, error, error))));
        m.put("loss", new Num[][] {{total[0][0].over(Num.of(error.length * error[0].length))}});
        m.put("d_feedForwardWeight", times(error, transpose(m.get("pooled"))));
        m.put("d_feedForwardBias", rowSums(error));
        m.put("d_pooled", times(transpose(lesson.get("feedForward").get("weight").matrix()), error));
        Num[][] slope = times(m.get("d_pooled"), transpose(m.get("attention")));
        if (kind.equals("hard"))
            for (String name : List.of("query", "key"))
                m.put("d_" + name, table(given.get(name).size(), given.get(name).get(0).size()));
        if (kind.equals("softmax")) {
            Num root = Num.of(Math.sqrt(given.get("query").size()));
            Num[][] felt = times(transpose(x), m.get("d_pooled")), weights = m.get("attention");
            Num[][] means = rowSums(transpose(each(Num::times, weights, felt)));
            Num[][] centred = transpose(each(Num::minus, transpose(felt), means));
            m.put("d_scores", each((a, b) -> a.times(b).over(root), weights, centred));
            Num[][] atQueries = times(m.get("keys"), m.get("d_scores"));
            Num[][] atKeys = times(m.get("queries"), transpose(m.get("d_scores")));
            m.put("d_query", times(atQueries, transpose(x)));
            m.put("d_key", times(atKeys, transpose(x)));
            slope = each(Num::plus, slope, times(transpose(given.get("query").matrix()), atQueries));
            slope = each(Num::plus, slope, times(transpose(given.get("key").matrix()), atKeys));
        }
        m.put("d_conditioned", slope);
        m.put("d_scale", rowSums(each(Num::times, m.get("d_conditioned"), m.get("noised"))));
        m.put("d_shift", rowSums(m.get("d_conditioned")));
        Num[][] both = above(m.get("d_scale"), m.get("d_shift"));
        m.put("d_modulationWeight", times(both, transpose(m.get("condition"))));
        m.put("d_modulationBias", both);
        for (String layer : List.of("feedForward", "modulation")) {
            m.put(layer + "WeightAfter", after(lesson, lesson.get(layer).get("weight").matrix(), m.get("d_" + layer + "Weight")));
            m.put(layer + "BiasAfter", after(lesson, lesson.get(layer).get("bias").column(), m.get("d_" + layer + "Bias")));
        }
        if (!kind.equals("given"))
            for (String name : List.of("query", "key"))
                m.put(name + "After", after(lesson, given.get(name).matrix(), m.get("d_" + name)));
    }

    static Num[][] after(Json lesson, Num[][] before, Num[][] slope) {
        Num rate = lesson.get("learningRate").number();
        return each((w, s) -> w.minus(rate.times(s)), before, slope);
    }

    // Step 11: denoise
    static void denoise(Json lesson, Matrices m) {
        m.put("denoised", each(Num::minus, m.get("noised"), m.get("predictedNoise")));
    }

    // Step 12: decode
    static void decode(Json lesson, Matrices m) {
        m.put("decoderPre", linear(lesson.get("decoder"), m.get("denoised")));
        m.put("decoded", max0(m.get("decoderPre")));
    }

    // Step 13: video
    static void putBack(Json lesson, Matrices m) {
        Json video = lesson.get("video");
        int height = video.get(0).size();
        Num[][] whole = table(video.size() * height, video.get(0).get(0).size());
        places(lesson, (f, r, c, p, n) -> whole[f * height + r][c] = m.get("decoded")[p][n]);
        m.put("generatedVideo", whole);
    }

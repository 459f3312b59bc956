// A Diffusion Transformer worked by hand: your engine, in Java (17 or later, nothing to install or to build).
//
// Thirteen methods wait below. Follow their sentences one after the other, and check up to where you are, in this folder:
//
//     {{dit}} check --engine "java Engine.java" --step 1
//
// In the sentences · is the product of matrices, × goes cell by cell, ᵀ exchanges rows and columns, and encoder.weight is
// lesson.get("encoder").get("weight").matrix(). A vector is a matrix of one column: lesson.get("encoder").get("bias").column().
// A whole number: lesson.get("timestep").get("t").whole(), a cell: lesson.get("learningRate").number(), a word:
// lesson.get("attention").get("kind").text(), the names of the words: lesson.get("prompt").get("words").names(). What else a
// lesson holds: LESSON.md, beside this file.
//
// Every named matrix goes into m: m.put("latent", …), and is read back from there: m.get("latent")[0][2] is row 1, column 3.
// Patches are columns. m keeps a copy of its own. A lesson may have misprints, and is asked in two readings: in the printed one,
// m puts a misprint in its place as soon as you store the matrix, and whoever works with paper carries on from what is printed.
// So read back from m what you stored, and never go on with a variable of your own. A video goes into m with its frames
// one under the other: pixel (frame, row, column) is in row frame × height + row.
//
// A Num is exact to the last digit: a.plus(b), a.minus(b), a.times(b), a.over(b), a.compareTo(b), Num.of(3). Only softmax makes
// decimals: Math.exp wants a.decimal(), and Num.of(0.25) takes one back.
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

public class Engine {
    // ----- The thirteen steps: yours to write --------------------------------------------------------------------

    // Step 1: patchify
    /** {{step 1}} */
    static void patchify(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // Step 2: encode
    /** {{step 2}} */
    static void encode(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // Step 3: add-noise
    /** {{step 3}} */
    static void addNoise(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // Step 4: conditions
    /** {{step 4}} */
    static void encodeConditions(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // Step 5: estimate
    /** {{step 5}} */
    static void estimateScaleAndShift(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // Step 6: apply
    /** {{step 6}} */
    static void applyScaleAndShift(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // Step 7: attention
    /** {{step 7}} */
    static void selfAttention(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // Step 8: pooling
    /** {{step 8}} */
    static void attentionPooling(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // Step 9: feed-forward
    /** {{step 9}} */
    static void feedForward(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // Step 10: slopes
    /** {{step 10}} */
    static void lossAndGradients(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // Step 11: denoise
    /** {{step 11}} */
    static void denoise(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // Step 12: decode
    /** {{step 12}} */
    static void decode(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // Step 13: video
    /** {{step 13}} */
    static void putBack(Json lesson, Matrices m) {
        throw new NotWritten();
    }

    // ----- The end of the steps: below are numbers, JSON and the conversation with the judge; nothing to change ---

    interface Step {
        void run(Json lesson, Matrices m);
    }

    static final Map<String, Step> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("patchify", Engine::patchify);
        STEPS.put("encode", Engine::encode);
        STEPS.put("addNoise", Engine::addNoise);
        STEPS.put("encodeConditions", Engine::encodeConditions);
        STEPS.put("estimateScaleAndShift", Engine::estimateScaleAndShift);
        STEPS.put("applyScaleAndShift", Engine::applyScaleAndShift);
        STEPS.put("selfAttention", Engine::selfAttention);
        STEPS.put("attentionPooling", Engine::attentionPooling);
        STEPS.put("feedForward", Engine::feedForward);
        STEPS.put("lossAndGradients", Engine::lossAndGradients);
        STEPS.put("denoise", Engine::denoise);
        STEPS.put("decode", Engine::decode);
        STEPS.put("putBack", Engine::putBack);
    }

    static class NotWritten extends RuntimeException {}

    /** A number: a fraction in lowest terms, or a decimal where softmax has been. */
    static final class Num implements Comparable<Num> {
        private final BigInteger n, d;
        private final double decimal;

        private Num(BigInteger n, BigInteger d, double decimal) {
            this.n = n;
            this.d = d;
            this.decimal = decimal;
        }

        static Num of(long whole) {
            return fraction(BigInteger.valueOf(whole), BigInteger.ONE);
        }

        static Num of(double decimal) {
            return new Num(null, null, decimal);
        }

        static Num fraction(BigInteger n, BigInteger d) {
            BigInteger common = n.gcd(d).multiply(BigInteger.valueOf(d.signum()));
            return new Num(n.divide(common), d.divide(common), 0);
        }

        private boolean isExact(Num other) {
            return n != null && other.n != null;
        }

        double decimal() {
            if (n == null) return decimal;
            return new BigDecimal(n).divide(new BigDecimal(d), MathContext.DECIMAL128).doubleValue();
        }

        Num plus(Num o) {
            if (!isExact(o)) return of(decimal() + o.decimal());
            return fraction(n.multiply(o.d).add(o.n.multiply(d)), d.multiply(o.d));
        }

        Num minus(Num o) {
            if (!isExact(o)) return of(decimal() - o.decimal());
            return fraction(n.multiply(o.d).subtract(o.n.multiply(d)), d.multiply(o.d));
        }

        Num times(Num o) {
            return isExact(o) ? fraction(n.multiply(o.n), d.multiply(o.d)) : of(decimal() * o.decimal());
        }

        Num over(Num o) {
            return isExact(o) ? fraction(n.multiply(o.d), d.multiply(o.n)) : of(decimal() / o.decimal());
        }

        @Override
        public int compareTo(Num o) {
            return isExact(o) ? n.multiply(o.d).compareTo(o.n.multiply(d)) : Double.compare(decimal(), o.decimal());
        }

        /** As the judge reads it. */
        String written() {
            if (n == null) return Double.toString(decimal);
            return d.equals(BigInteger.ONE) ? n.toString() : "\"" + n + "/" + d + "\"";
        }
    }

    /** A value of JSON. */
    static final class Json {
        private final Object value;

        private Json(Object value) {
            this.value = value;
        }

        boolean isNull() {
            return value == null;
        }

        /** A field of an object. */
        Json get(String name) {
            return (Json) ((Map<?, ?>) value).get(name);
        }

        /** The names of an object's fields, in order. */
        List<String> names() {
            List<String> names = new ArrayList<>();
            for (Object name : ((Map<?, ?>) value).keySet()) names.add((String) name);
            return names;
        }

        /** An element of a list, counted from 0. */
        Json get(int index) {
            return (Json) ((List<?>) value).get(index);
        }

        /** How long a list is. */
        int size() {
            return ((List<?>) value).size();
        }

        String text() {
            return (String) value;
        }

        /** A whole number. */
        int whole() {
            return Integer.parseInt(value.toString());
        }

        /** A cell: a whole number, or a text such as "2/3". */
        Num number() {
            String[] parts = value.toString().split("/");
            return Num.fraction(new BigInteger(parts[0]), parts.length > 1 ? new BigInteger(parts[1]) : BigInteger.ONE);
        }

        /** A list of rows. */
        Num[][] matrix() {
            Num[][] rows = new Num[size()][];
            for (int r = 0; r < rows.length; r++) {
                rows[r] = new Num[get(r).size()];
                for (int c = 0; c < rows[r].length; c++) rows[r][c] = get(r).get(c).number();
            }
            return rows;
        }

        /** A list of cells as a matrix of one column. */
        Num[][] column() {
            Num[][] rows = new Num[size()][1];
            for (int r = 0; r < rows.length; r++) rows[r][0] = get(r).number();
            return rows;
        }

        static Json read(String text) {
            return new Reader(text).value();
        }

        private static final class Reader {
            private final String text;
            private int at = 0;

            Reader(String text) {
                this.text = text;
            }

            private char next() {
                while (Character.isWhitespace(text.charAt(at))) at++;
                return text.charAt(at);
            }

            Json value() {
                char first = next();
                if (first == '"') return new Json(string());
                if (first == '[' || first == '{') return new Json(first == '[' ? list() : object());
                int start = at;
                while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) at++;
                String word = text.substring(start, at);
                return new Json(word.equals("null") ? null : word);
            }

            private List<Json> list() {
                List<Json> all = new ArrayList<>();
                at++;
                while (next() != ']') {
                    all.add(value());
                    if (next() == ',') at++;
                }
                at++;
                return all;
            }

            private Map<String, Json> object() {
                Map<String, Json> all = new LinkedHashMap<>();
                at++;
                while (next() != '}') {
                    String name = string();
                    next();
                    at++;
                    all.put(name, value());
                    if (next() == ',') at++;
                }
                at++;
                return all;
            }

            private String string() {
                StringBuilder out = new StringBuilder();
                for (at++; text.charAt(at) != '"'; at++) {
                    char letter = text.charAt(at);
                    if (letter != '\\') {
                        out.append(letter);
                        continue;
                    }
                    char escaped = text.charAt(++at);
                    int plain = "bfnrt".indexOf(escaped);
                    if (escaped == 'u') {
                        out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                        at += 4;
                    } else out.append(plain < 0 ? escaped : "\b\f\n\r\t".charAt(plain));
                }
                at++;
                return out.toString();
            }
        }
    }

    /** Name → matrix. In the printed reading a misprinted cell is stored as it was printed. */
    static final class Matrices {
        private final Map<String, Num[][]> all = new LinkedHashMap<>();
        private final List<Json> slips = new ArrayList<>();
        private final boolean exact;

        Matrices(Json lesson, String reading) {
            exact = !lesson.get("attention").get("kind").text().equals("softmax");
            Json errata = lesson.get("errata");
            for (int i = 0; i < errata.size() && reading.equals("printed"); i++)
                if (!errata.get(i).get("printed").isNull()) slips.add(errata.get(i));
        }

        Num[][] get(String name) {
            return all.get(name);
        }

        void put(String name, Num[][] rows) {
            Num[][] own = Arrays.stream(rows).map(row -> row.clone()).toArray(Num[][]::new);
            for (Num[] row : own)
                for (Num cell : row)
                    if (exact && cell.n == null && cell.decimal != Math.rint(cell.decimal))
                        throw new IllegalArgumentException(name + " holds " + cell.decimal
                            + ", a decimal, where every number can be exact: such as Num.of(1).over(Num.of(3))");
            for (Json slip : slips)
                if (slip.get("matrix").text().equals(name))
                    own[slip.get("row").whole() - 1][slip.get("column").whole() - 1] = slip.get("printed").number();
            all.put(name, own);
        }

        /** Every matrix as JSON. */
        String written(int frames) {
            List<String> fields = new ArrayList<>();
            all.forEach((name, rows) -> {
                List<String> lines = new ArrayList<>();
                for (Num[] row : rows) lines.add(list(Arrays.stream(row).map(Num::written).toList()));
                if (name.equals("generatedVideo")) {
                    int height = lines.size() / frames;
                    List<String> parts = new ArrayList<>();
                    for (int f = 0; f < frames; f++) parts.add(list(lines.subList(f * height, (f + 1) * height)));
                    lines = parts;
                }
                fields.add(quoted(name) + ":" + list(lines));
            });
            return "{" + String.join(",", fields) + "}";
        }

        private static String list(List<String> parts) {
            return "[" + String.join(",", parts) + "]";
        }
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char letter : text.toCharArray())
            if (letter == '"' || letter == '\\') out.append('\\').append(letter);
            else if (letter < ' ') out.append(String.format("\\u%04x", (int) letter));
            else out.append(letter);
        return out.append('"').toString();
    }

    static final Set<String> said = new HashSet<>();

    /** Every matrix that is written so far: the first step that is not ends the work, and is told once. */
    static String work(Json lesson, String reading) {
        Matrices m = new Matrices(lesson, reading);
        int number = 0;
        for (Map.Entry<String, Step> step : STEPS.entrySet()) {
            number++;
            try {
                step.getValue().run(lesson, m);
            } catch (NotWritten notYet) {
                String name = step.getKey();
                if (said.add(name)) System.err.println("step " + number + ": " + name + " is not written yet");
                break;
            }
        }
        return m.written(lesson.get("video").size());
    }

    static String replyTo(Json request) {
        if (request.get("command").text().equals("hello"))
            return "\"name\":\"my engine in Java\",\"protocol\":1,"
                + "\"claims\":[\"forward\",\"slopes\",\"update\",\"hard\",\"softmax\",\"printed\"]";
        try {
            return "\"values\":" + work(request.get("lesson"), request.get("reading").text());
        } catch (RuntimeException problem) {
            StackTraceElement[] trace = problem.getStackTrace();
            return "\"error\":" + quoted(problem + (trace.length > 0 ? " at " + trace[0] : ""));
        }
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Json request = Json.read(line);
            if (request.get("command").text().equals("bye")) return;
            out.print("{\"id\":" + request.get("id").whole() + "," + replyTo(request) + "}\n");
            out.flush();
        }
    }
}

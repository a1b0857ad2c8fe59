import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.monitor.HighlightsMatch;
import org.apache.lucene.monitor.MatcherFactory;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.MultipassTermFilteredPresearcher;
import org.apache.lucene.monitor.Presearcher;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.monitor.TermWeightor;
import org.apache.lucene.queries.spans.SpanNearQuery;
import org.apache.lucene.queries.spans.SpanQuery;
import org.apache.lucene.queries.spans.SpanTermQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Lucene Monitor on the same rules and documents as ours. Arguments: file of rules, file of documents (one a line, tokens
 * between spaces), file of "token frequency" lines, how many documents warm up. Answers one line of JSON. Times are the
 * processor time of the one thread that matches, as ours are: what compiler and collector do beside it is not counted.
 */
public final class LuceneMonitor {
  private static final String FIELD = "text";
  private static final int TRIED = 200;

  public static void main(String[] args) throws IOException {
    List<MonitorQuery> queries = readRules(Path.of(args[0]));
    List<Document> documents = readDocuments(Path.of(args[1]));
    Map<String, Integer> frequencies = readFrequencies(Path.of(args[2]));
    int warm = Integer.parseInt(args[3]);
    Map<String, Supplier<Presearcher>> presearchers = new HashMap<>();
    TermWeightor rare = TermWeightor.termFreqWeightor(frequencies, 100, 0.1);
    presearchers.put("rare terms", () -> new TermFilteredPresearcher(rare, List.of(), Set.of()));
    for (int passes : new int[] {2, 4}) {
      presearchers.put(
          passes + " passes, rare terms",
          () -> new MultipassTermFilteredPresearcher(passes, 0.0f, rare, List.of(), Set.of()));
    }
    String best = "";
    double bestSeconds = Double.MAX_VALUE;
    for (String name : new java.util.TreeSet<>(presearchers.keySet())) {
      try (Monitor monitor = monitorOf(queries, presearchers.get(name).get())) {
        match(monitor, documents.subList(0, TRIED), QueryMatch.SIMPLE_MATCHER);
        double seconds = match(monitor, documents.subList(TRIED, 2 * TRIED), QueryMatch.SIMPLE_MATCHER).seconds;
        if (seconds < bestSeconds) {
          bestSeconds = seconds;
          best = name;
        }
      }
    }
    double began = cpuSeconds();
    try (Monitor monitor = monitorOf(queries, presearchers.get(best).get())) {
      double compile = cpuSeconds() - began;
      match(monitor, documents.subList(0, warm), HighlightsMatch.MATCHER);
      List<Document> rest = documents.subList(warm, documents.size());
      Outcome spans = match(monitor, rest, HighlightsMatch.MATCHER);
      Outcome simple = match(monitor, rest, QueryMatch.SIMPLE_MATCHER);
      double batches = batchSeconds(monitor, rest);
      System.out.printf(
          Locale.ROOT,
          "{\"presearcher\":\"%s\",\"compile_s\":%.3f,\"documents\":%d,\"hits\":%d,\"looked_at\":%d,\"spans\":%d,"
              + "\"with_spans_s\":%.4f,\"without_spans_s\":%.4f,\"in_batches_s\":%.4f}%n",
          best, compile, rest.size(), spans.hits, spans.lookedAt, spans.spans, spans.seconds, simple.seconds, batches);
    }
  }

  private static Monitor monitorOf(List<MonitorQuery> queries, Presearcher presearcher) throws IOException {
    Analyzer analyzer = new WhitespaceAnalyzer();
    MonitorConfiguration configuration = new MonitorConfiguration();
    configuration.setPurgeFrequency(1, java.util.concurrent.TimeUnit.DAYS);
    Monitor monitor = new Monitor(analyzer, presearcher, configuration);
    monitor.register(queries);
    return monitor;
  }

  private static final class Outcome {
    double seconds;
    long hits;
    long lookedAt;
    long spans;
  }

  private static <T extends QueryMatch> Outcome match(Monitor monitor, List<Document> documents, MatcherFactory<T> matcher)
      throws IOException {
    Outcome outcome = new Outcome();
    double began = cpuSeconds();
    for (Document document : documents) {
      var found = monitor.match(document, matcher);
      outcome.hits += found.getMatchCount();
      outcome.lookedAt += found.getQueriesRun();
      for (T hit : found.getMatches()) {
        if (hit instanceof HighlightsMatch) outcome.spans += ((HighlightsMatch) hit).getHitCount();
      }
    }
    outcome.seconds = cpuSeconds() - began;
    return outcome;
  }

  /** A thousand documents at a time, without spans, once over all of them; the first batch warms up. */
  private static double batchSeconds(Monitor monitor, List<Document> documents) throws IOException {
    int size = Math.min(1_000, documents.size());
    Document[] first = documents.subList(0, size).toArray(new Document[0]);
    monitor.match(first, QueryMatch.SIMPLE_MATCHER);
    double began = cpuSeconds();
    int done = 0;
    for (; done + size <= documents.size(); done += size) {
      monitor.match(documents.subList(done, done + size).toArray(new Document[0]), QueryMatch.SIMPLE_MATCHER);
    }
    return (cpuSeconds() - began) * documents.size() / done;
  }

  private static double cpuSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }

  private static List<Document> readDocuments(Path file) throws IOException {
    List<Document> documents = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Document document = new Document();
      document.add(new TextField(FIELD, line, Field.Store.NO));
      documents.add(document);
    }
    return documents;
  }

  private static Map<String, Integer> readFrequencies(Path file) throws IOException {
    Map<String, Integer> frequencies = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int space = line.indexOf(' ');
      frequencies.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
    }
    return frequencies;
  }

  private static List<MonitorQuery> readRules(Path file) throws IOException {
    List<MonitorQuery> queries = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] parts = line.split("\t");
        queries.add(new MonitorQuery(parts[0], new RuleReader(parts).query()));
      }
    }
    return queries;
  }

  /** Reads what peers/lucene.ts writes: the rule's number, then its tree in prefix order. */
  private static final class RuleReader {
    private final String[] parts;
    private int at = 1;

    RuleReader(String[] parts) {
      this.parts = parts;
    }

    Query query() {
      String kind = parts[at++];
      if (kind.equals("leaf")) return leaf(tokens());
      if (kind.equals("near")) return near();
      BooleanQuery.Builder all = new BooleanQuery.Builder();
      int clauses = Integer.parseInt(parts[at++]);
      for (int i = 0; i < clauses; i++) {
        boolean not = parts[at].equals("not");
        if (not) at++;
        all.add(query(), not ? Occur.MUST_NOT : kind.equals("and") ? Occur.MUST : Occur.SHOULD);
      }
      return all.build();
    }

    private String[] tokens() {
      String[] tokens = new String[Integer.parseInt(parts[at++])];
      for (int i = 0; i < tokens.length; i++) tokens[i] = parts[at++];
      return tokens;
    }

    private static Query leaf(String[] tokens) {
      return tokens.length == 1 ? new TermQuery(new Term(FIELD, tokens[0])) : new PhraseQuery(FIELD, tokens);
    }

    private Query near() {
      int slop = Integer.parseInt(parts[at++]);
      boolean ordered = parts[at++].equals("ordered");
      return new SpanNearQuery(new SpanQuery[] {span(tokens()), span(tokens())}, slop, ordered);
    }

    private static SpanQuery span(String[] tokens) {
      SpanQuery[] each = new SpanQuery[tokens.length];
      for (int i = 0; i < tokens.length; i++) each[i] = new SpanTermQuery(new Term(FIELD, tokens[i]));
      return each.length == 1 ? each[0] : new SpanNearQuery(each, 0, true);
    }
  }
}

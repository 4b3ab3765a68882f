import com.fasterxml.jackson.databind.ObjectMapper;
import io.trino.Session;
import io.trino.plugin.memory.MemoryPlugin;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.CatalogSchemaName;
import io.trino.spi.security.PrincipalType;
import io.trino.spi.security.TrinoPrincipal;
import io.trino.spi.type.ArrayType;
import io.trino.spi.type.MapType;
import io.trino.spi.type.RowType;
import io.trino.spi.type.SqlVarbinary;
import io.trino.spi.type.TimeZoneKey;
import io.trino.spi.type.Type;
import io.trino.sql.parser.ParsingException;
import io.trino.testing.LocalQueryRunner;
import io.trino.testing.MaterializedResult;
import io.trino.testing.TestingSession;
import io.trino.testing.TransactionBuilder;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * A Trino in this process with one schema of the memory connector. Each line of standard input is a statement, {"sql": "..."}; each line of standard
 * output its answer, {"columns": [{"name", "type"}], "rows": [[...]]} or {"error": "TYPE_MISMATCH", "message": "line 1:8: ..."}.
 *
 * <p>Arguments: the names of the catalog and of the schema.
 */
public final class TrinoAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    LogManager.getLogManager().reset();
    Logger.getLogger("").setLevel(Level.OFF);
    // Libraries that greet on standard output must not stand among the answers.
    PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Session session = TestingSession.testSessionBuilder()
        .setCatalog(args[0])
        .setSchema(args[1])
        .setTimeZoneKey(TimeZoneKey.UTC_KEY)
        .build();
    try (LocalQueryRunner trino = LocalQueryRunner.builder(session).build()) {
      trino.installPlugin(new MemoryPlugin());
      trino.createCatalog(args[0], "memory", Map.of("memory.max-data-per-node", "1GB"));
      createSchema(trino, session);
      BufferedReader statements = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = statements.readLine(); line != null; line = statements.readLine()) {
        answers.println(JSON.writeValueAsString(answer(trino, JSON.readTree(line).get("sql").asText())));
        answers.flush();
      }
    }
    System.exit(0);
  }

  private static void createSchema(LocalQueryRunner trino, Session session) {
    CatalogSchemaName name = new CatalogSchemaName(session.getCatalog().orElseThrow(), session.getSchema().orElseThrow());
    TrinoPrincipal owner = new TrinoPrincipal(PrincipalType.USER, session.getUser());
    Consumer<Session> create = inside -> trino.getMetadata().createSchema(inside, name, Map.of(), owner);
    TransactionBuilder.transaction(trino.getTransactionManager(), trino.getMetadata(), trino.getAccessControl())
        .singleStatement()
        .execute(session, create);
  }

  private static Map<String, Object> answer(LocalQueryRunner trino, String sql) {
    try {
      MaterializedResult result = trino.execute(sql);
      List<Type> types = result.getTypes();
      List<Object> columns = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        columns.add(Map.of("name", result.getColumnNames().get(i), "type", types.get(i).getDisplayName()));
      }
      List<Object> rows = new ArrayList<>();
      result.forEach(row -> rows.add(values(types, row.getFields())));
      return Map.of("columns", columns, "rows", rows);
    } catch (ParsingException error) {
      return failure("SYNTAX_ERROR", error);
    } catch (TrinoException error) {
      return failure(error.getErrorCode().getName(), error);
    } catch (RuntimeException error) {
      return failure(error.getClass().getSimpleName(), error);
    }
  }

  private static Map<String, Object> failure(String code, Exception error) {
    return Map.of("error", code, "message", String.valueOf(error.getMessage()));
  }

  private static List<Object> values(List<Type> types, List<?> items) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      values.add(value(types.get(i), items.get(i)));
    }
    return values;
  }

  /** A value as JSON has it; whatever JSON has not (times, decimals, large numbers) as Trino's text. Rows and maps are objects. */
  private static Object value(Type type, Object item) {
    if (item == null || item instanceof Boolean || item instanceof Integer || item instanceof Short || item instanceof Byte) {
      return item;
    }
    if (item instanceof Long number) {
      return Math.abs(number) < 1L << 53 ? number : number.toString();
    }
    if (item instanceof Double || item instanceof Float) {
      double number = ((Number) item).doubleValue();
      return Double.isFinite(number) ? (Object) item : item.toString();
    }
    if (type instanceof ArrayType array) {
      List<Object> elements = new ArrayList<>();
      ((List<?>) item).forEach(element -> elements.add(value(array.getElementType(), element)));
      return elements;
    }
    if (type instanceof MapType map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      ((Map<?, ?>) item).forEach((key, entry) -> entries.put(String.valueOf(value(map.getKeyType(), key)), value(map.getValueType(), entry)));
      return entries;
    }
    if (type instanceof RowType row) {
      Map<String, Object> members = new LinkedHashMap<>();
      List<?> parts = (List<?>) item;
      for (int i = 0; i < parts.size(); i++) {
        members.put(row.getFields().get(i).getName().orElse("field" + i), value(row.getFields().get(i).getType(), parts.get(i)));
      }
      return members;
    }
    if (item instanceof SqlVarbinary bytes) {
      return bytes.toString().replaceAll("\\s+", " ");
    }
    return item.toString();
  }
}

import io.trino.plugin.memory.MemoryPlugin;
import io.trino.server.testing.TestingTrinoServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * A Trino that is asked by HTTP, on a free port of this machine, with one catalog of the memory connector. Its address is the one line on standard
 * output; it ends when standard input does.
 *
 * <p>Argument: the name of the catalog.
 */
public final class TrinoServer {
  public static void main(String[] args) throws Exception {
    LogManager.getLogManager().reset();
    Logger.getLogger("").setLevel(Level.OFF);
    PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    TestingTrinoServer trino = TestingTrinoServer.builder().build();
    trino.installPlugin(new MemoryPlugin());
    trino.createCatalog(args[0], "memory", Map.of("memory.max-data-per-node", "512MB"));
    answers.println(trino.getBaseUrl());
    while (System.in.read() != -1) {
      // Waits for the end.
    }
    System.exit(0);
  }
}

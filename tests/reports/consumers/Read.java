import java.util.TreeSet;
import se.bjurr.violations.lib.ViolationsApi;
import se.bjurr.violations.lib.model.Violation;
import se.bjurr.violations.lib.reports.Parser;

/** Reads reports: arguments are a folder, then pairs of a parser and a file's pattern. A line per violation. */
public class Read {
    public static void main(String[] arguments) {
        for (int i = 1; i < arguments.length; i += 2) {
            var found = ViolationsApi.violationsApi()
                    .inFolder(arguments[0])
                    .withPattern(arguments[i + 1])
                    .findAll(Parser.valueOf(arguments[i]))
                    .violations();
            for (Violation v : new TreeSet<>(found)) {
                System.out.println(arguments[i] + "\t" + v.getFile() + "\t" + v.getStartLine() + "\t" + v.getSeverity());
            }
        }
    }
}

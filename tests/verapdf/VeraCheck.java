import java.io.FileInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates files with veraPDF and prints one JSON line for each file and flavour.
 *
 * <p>Usage: {@code VeraCheck 3a,ua1 FILE...}. The exit status is 0 when a verdict was
 * reached for every file, whatever it was; the caller reads the verdicts.
 */
public final class VeraCheck {

  private VeraCheck() {}

  public static void main(String[] arguments) {
    VeraGreenfieldFoundryProvider.initialise();
    for (int index = 1; index < arguments.length; index++) {
      for (String flavour : arguments[0].split(",")) {
        System.out.println(verdict(arguments[index], flavour));
      }
    }
  }

  private static String verdict(String path, String name) {
    String head = "{\"file\":" + quoted(path) + ",\"flavour\":" + quoted(name);
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
    try (InputStream file = new FileInputStream(path);
        PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator =
            Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      return head
          + ",\"compliant\":" + result.isCompliant()
          + ",\"checks\":" + result.getTotalAssertions()
          + ",\"failed\":{" + failures(result) + "}}";
    } catch (Exception problem) {
      return head + ",\"compliant\":false,\"checks\":0,\"failed\":{\"error\":"
          + quoted(problem.toString()) + "}}";
    }
  }

  /** The broken rules, each with the first place it was broken at. */
  private static String failures(ValidationResult result) {
    Map<String, String> first = new LinkedHashMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() == TestAssertion.Status.FAILED) {
        String rule =
            assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        first.putIfAbsent(
            rule, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
      }
    }
    StringBuilder text = new StringBuilder();
    first.forEach(
        (rule, where) -> {
          text.append(text.length() == 0 ? "" : ",");
          text.append(quoted(rule)).append(':').append(quoted(where));
        });
    return text.toString();
  }

  private static String quoted(String text) {
    StringBuilder result = new StringBuilder("\"");
    for (char character : text.toCharArray()) {
      if (character == '"' || character == '\\') {
        result.append('\\').append(character);
      } else {
        result.append(character < ' ' ? ' ' : character);
      }
    }
    return result.append('"').toString();
  }
}

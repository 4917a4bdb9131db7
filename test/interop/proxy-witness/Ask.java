// What the default ProxySelector answers. Input: lines, `rule …` and `url …`; output: the version, then a row of letters a rule.
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.*;

public class Ask {
  public static void main(String[] args) throws Exception {
    List<String> rules = new ArrayList<>(), urls = new ArrayList<>();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line; (line = in.readLine()) != null; ) {
        if (line.startsWith("rule ")) rules.add(line.substring(5));
        else if (line.startsWith("url ")) urls.add(line.substring(4));
      }
    }
    for (String scheme : new String[] {"http", "https"}) {
      System.setProperty(scheme + ".proxyHost", "p.invalid");
      System.setProperty(scheme + ".proxyPort", "1");
    }
    System.out.println(System.getProperty("java.version"));
    for (String rule : rules) {
      System.setProperty("http.nonProxyHosts", rule);
      StringBuilder row = new StringBuilder();
      for (String url : urls) {
        try {
          Proxy first = ProxySelector.getDefault().select(new URI(url)).get(0);
          row.append(first.type() == Proxy.Type.DIRECT ? 'b' : 'p');
        } catch (Exception refused) {
          row.append('x');
        }
      }
      System.out.println(row);
    }
  }
}

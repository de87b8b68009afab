/** Stands in for `whoami.exe /groups /fo csv /nh`; that of Wine knows no options. An elevated administrator. */
#include <cstdio>

int main() {
  std::puts(
      "\"BUILTIN\\Administrators\",\"Alias\",\"S-1-5-32-544\",\"Enabled group\"\r\n"
      "\"Mandatory Label\\High\",\"Label\",\"S-1-16-12288\",\"\"\r");
}

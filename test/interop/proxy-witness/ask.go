// What net/http answers for each URL on stdin; the rule stands in no_proxy, which it reads once.
package main

import (
	"bufio"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"runtime"
)

func main() {
	fmt.Println(runtime.Version()[2:])
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		letter := "x"
		if parsed, err := url.Parse(in.Text()); err == nil {
			proxy, err := http.ProxyFromEnvironment(&http.Request{URL: parsed})
			if err == nil && proxy == nil {
				letter = "b"
			} else if err == nil {
				letter = "p"
			}
		}
		fmt.Print(letter)
	}
}

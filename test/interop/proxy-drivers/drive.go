// Asks for every URL given as an argument; the rule stands in NO_PROXY, which net/http reads once.
package main

import (
	"fmt"
	"net/http"
	"os"
	"runtime"
	"time"
)

func main() {
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{Proxy: http.ProxyFromEnvironment}}
	for _, url := range os.Args[1:] {
		if response, err := client.Get(url); err == nil {
			response.Body.Close()
		}
	}
	fmt.Println(runtime.Version())
}

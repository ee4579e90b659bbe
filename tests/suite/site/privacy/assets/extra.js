import { a } from "https://code.example/a.js";
fetch("/own.json");
navigator.sendBeacon("https://beacon.example/b");
